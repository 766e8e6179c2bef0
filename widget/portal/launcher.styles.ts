/** The stub's own rules, kept apart from Lit so that a page pays for nothing it does not show. */
export const launcherStyles = `
:host{all:initial;display:block;color-scheme:var(--support-color-scheme,light dark);
font:15px/1.5 var(--support-font,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif)}
:host([hidden]){display:none}
:host([mode=inline]){block-size:640px;max-block-size:100vh;overflow:hidden;border-radius:var(--support-radius,14px);box-shadow:0 0 0 1px light-dark(#e1e4ed,#343744)}
:host([mode=page]){block-size:100vh;block-size:100dvh}
.panel{display:flex;flex-direction:column;block-size:100%;background:light-dark(#fff,#17181f);color:light-dark(#1b1d27,#eceef5)}
.panel[hidden]{display:none}
.panel>*{flex:1}
.panel>.lost{display:grid;place-content:center;justify-items:center;gap:16px;padding:24px;text-align:center}
button{font:inherit;cursor:pointer;border:0;background:var(--support-accent,light-dark(#4338ca,#a5b4fc));color:var(--support-on-accent,light-dark(#fff,#1e1b4b))}
.lost button{padding:10px 18px;border-radius:12px;font-weight:600}
:focus-visible{outline:2px solid var(--support-accent,light-dark(#4338ca,#a5b4fc));outline-offset:3px}
.launcher{position:fixed;z-index:2147483000;inset-block-end:max(20px,env(safe-area-inset-bottom));inset-inline-end:20px;display:grid;place-items:center;inline-size:60px;block-size:60px;border-radius:50%;box-shadow:0 6px 24px rgb(0 0 0/.28);transition:transform .15s}
.launcher:hover{transform:scale(1.06)}
.launcher svg{inline-size:28px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.launcher[data-view=live-form]::after{content:'';position:absolute;inset-block-end:2px;inset-inline-end:2px;inline-size:12px;block-size:12px;border-radius:50%;background:#22c55e;border:2px solid light-dark(#fff,#17181f)}
.badge{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;min-inline-size:22px;padding:0 5px;border-radius:11px;background:#b3261e;color:#fff;font-size:13px;font-weight:700;line-height:22px;text-align:center;box-sizing:border-box}
.badge:empty{display:none}
:host([mode=launcher]) .panel{position:fixed;z-index:2147483001;inset-block-end:92px;inset-inline-end:20px;inline-size:min(400px,100vw - 40px);block-size:min(640px,100vh - 112px);block-size:min(640px,100dvh - 112px);overflow:hidden;border-radius:18px;box-shadow:0 12px 48px rgb(0 0 0/.3),0 0 0 1px rgb(128 128 128/.25)}
:host([mode=launcher]) .panel[hidden]{display:none}
@media(max-width:480px){:host([mode=launcher]) .panel{inset:0;inline-size:auto;block-size:auto;border-radius:0}}
@media(prefers-reduced-motion:reduce){.launcher{transition:none}}
`;
