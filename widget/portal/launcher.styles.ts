/** The stub's own rules, without Lit: a page pays for nothing it does not show. The rest is in `frame.styles.ts`. */
export const launcherStyles = `
:host{all:initial;display:block;color-scheme:var(--_scheme,var(--support-color-scheme,var(--_brand-scheme,light dark)));font:15px/1.5 var(--support-font,system-ui,sans-serif);--_offset:var(--support-offset,20px);--_accent:var(--support-accent,var(--_brand-accent,light-dark(#4338ca,#a5b4fc)))}
[hidden],:host([hidden]){display:none!important}
:host([mode=inline]){block-size:640px}
button{font:inherit;cursor:pointer;border:0;padding:17px;border-radius:30px;background:var(--_accent);color:var(--support-on-accent,var(--_brand-on-accent,light-dark(#fff,#1e1b4b)))}
.launcher,:host([mode=launcher]) .panel{position:fixed;z-index:var(--support-z-index,2147483000);inset-block-end:var(--_offset);inset-inline-end:var(--_offset);box-shadow:0 6px 24px #0005}
.launcher{block-size:60px;inline-size:60px}
.launcher::before{content:'';display:block;block-size:20px;border:2.5px solid;border-radius:50% 50% 50% 3px}
.launcher[data-view=live-form]::after{content:'';position:absolute;inset:auto 2px 2px auto;padding:5px;border-radius:50%;background:#22c55e;border:2px solid}
:host([mode=launcher]) .panel{inset-block-end:calc(var(--_offset) + 72px)}
.panel{background:var(--support-surface,light-dark(#fff,#17181f))}
`;
