/** The stub's own rules, without Lit: a page pays for nothing it does not show. The rest is in `frame.styles.ts`. */
export const launcherStyles = `
:host{all:initial;display:block;color-scheme:var(--support-color-scheme,light dark);font:15px/1.5 system-ui,sans-serif;--_accent:var(--support-accent,light-dark(#4338ca,#a5b4fc))}
[hidden],:host([hidden]){display:none!important}
:host([mode=inline]){block-size:640px}
:host([mode=page]){block-size:100dvh}
button{font:inherit;cursor:pointer;border:0;padding:10px 18px;border-radius:30px;background:var(--_accent);color:var(--support-on-accent,light-dark(#fff,#1e1b4b))}
.launcher,:host([mode=launcher]) .panel{position:fixed;z-index:2147483000;inset-block-end:20px;inset-inline-end:20px;box-shadow:0 6px 24px #0005}
.launcher{block-size:60px;inline-size:60px;padding:16px}
.launcher[data-view=live-form]::after{content:'';position:absolute;inset-block-end:2px;inset-inline-end:2px;padding:5px;border-radius:50%;background:#22c55e;border:2px solid}
svg{display:block;fill:none;stroke:currentColor;stroke-width:2}
:host([mode=launcher]) .panel{inset-block-end:92px}
.panel{padding:24px;border-radius:18px;background:light-dark(#fff,#17181f);color:light-dark(#1b1d27,#eceef5)}
`;
