/** Where the panel is, and the badge: what the stub's own rules leave to the first chunk. */
export const frameStyles = `
:host([mode=inline]){max-block-size:100vh}
:host([mode=inline]) .panel{border-radius:var(--support-radius,14px);box-shadow:0 0 0 1px #8884}
.panel{padding:24px;border-radius:18px;display:flex;flex-direction:column;block-size:100%;overflow:hidden;color:var(--support-text,light-dark(#1b1d27,#eceef5))}
.panel:has(support-panel,iframe){padding:0}
.panel>:is(support-panel,iframe){flex:1}
iframe{border:0}
:focus-visible{outline:2px solid var(--_accent);outline-offset:3px;box-shadow:0 0 0 3px #fff}
.launcher{transition:transform .16s}
.launcher:hover{transform:scale(1.06)}
.launcher[aria-expanded=true]::before{border-width:0 0 2.5px 2.5px;border-radius:0;margin:-4px 5px 4px;block-size:14px;transform:rotate(-45deg);box-sizing:border-box}
.launcher,.panel{color-scheme:var(--_scheme,var(--support-color-scheme,var(--_brand-scheme,light dark)));writing-mode:horizontal-tb}
.badge{all:initial;visibility:inherit;position:absolute;inset:-4px -4px auto auto;min-inline-size:22px;padding:0 5px;border-radius:11px;background:#b3261e;color:#fff;font:700 13px/22px system-ui,sans-serif;text-align:center;box-sizing:border-box}
.badge:empty{display:none}
:host([mode=page]){display:flex;position:absolute;inset:0;block-size:100dvh;box-sizing:border-box;background:linear-gradient(color-mix(in srgb,var(--_accent) 16%,transparent),transparent 60%) light-dark(#eef0f7,#0d0e13)}
:host([mode=page]) .panel{flex:1;margin:auto;border-radius:0}
@media(min-width:600px) and (min-height:500px){:host([mode=page]){padding:min(5vmin,48px)}
:host([mode=page]) .panel{max-inline-size:720px;max-block-size:960px;border-radius:18px;box-shadow:0 0 0 1px light-dark(#0001,#fff2),0 24px 64px -16px #0006}}
:host([mode=launcher]) .panel{z-index:calc(var(--support-z-index,2147483000) + 1);inline-size:min(400px,100vw - 2*var(--_offset));block-size:min(640px,100dvh - 92px - var(--_offset));box-shadow:0 12px 48px #0005,0 0 0 1px #8884}
@media(prefers-reduced-motion:no-preference){:host([mode=launcher]) .panel{animation:panel .18s ease-out}}
@keyframes panel{from{opacity:0;transform:translateY(12px) scale(.98)}}
@media(max-width:480px),(max-height:480px){:host([mode=launcher]) .panel{inset:0;inline-size:auto;block-size:auto;border-radius:0}}
`;
