<?php
/**
 * Plugin Name: Support portal
 * Description: The shortcode [support_portal portal="…" mode="inline"].
 * Version: 1.0.0
 * Requires at least: 6.5
 * Requires PHP: 7.4
 * License: MIT
 */

defined( 'ABSPATH' ) || exit;

// Where your support portal's server is. A line in wp-config.php goes before this one.
defined( 'SUPPORT_PORTAL_EMBED' ) || define( 'SUPPORT_PORTAL_EMBED', 'https://embed.support.example.com' );

add_shortcode( 'support_portal', 'support_portal_shortcode' );

/**
 * The tag, and the script once for a page however often the shortcode is in it.
 *
 * @param array|string $given What the author of the page wrote into the shortcode.
 */
function support_portal_shortcode( $given ): string {
	$given = shortcode_atts(
		array(
			'portal' => '',
			'mode'   => 'launcher',
			'lang'   => get_bloginfo( 'language' ),
		),
		$given,
		'support_portal'
	);

	// No version in the address: the server always has the newest under the same one.
	wp_enqueue_script_module( 'support-portal', esc_url_raw( SUPPORT_PORTAL_EMBED . '/support-portal.js' ), array(), null );

	return sprintf(
		'<support-portal portal="%s" mode="%s" lang="%s"></support-portal>',
		esc_attr( $given['portal'] ),
		esc_attr( $given['mode'] ),
		esc_attr( $given['lang'] )
	);
}
