/** The style of a report's page, within the page itself. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ink: #1c2024; --quiet: #5d656d; --paper: #ffffff; --line: #dde1e5; --raised: #f6f7f8; --link: #0b5cad;
  --pass: #1a7f4b; --fail: #c22f22; --person: #8a5a00; --absent: #8b939b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8eaec; --quiet: #a2aab2; --paper: #15181b; --line: #2e3439; --raised: #1d2125; --link: #7db8f2;
    --pass: #52c587; --fail: #ff7b6b; --person: #e5b04b; --absent: #7c858d;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 52rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.1rem; }
h3 { margin: 0; font-size: 1rem; font-weight: 500; }
p { margin: 0; }
a { color: var(--link); }
code { font: .85em ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.when { color: var(--quiet); }
.verdict { margin-top: 1rem; font-size: 1.15rem; font-weight: 600; }
.verdict.pass { color: var(--pass); }
.verdict.fail { color: var(--fail); }
.meter { display: flex; gap: 2px; margin-top: .6rem; height: .6rem; border-radius: .3rem; overflow: hidden; }
.meter span { flex-basis: 0; background: var(--absent); }
.meter .pass { background: var(--pass); }
.meter .fail { background: var(--fail); }
.meter .person { background: var(--person); }
.failures { margin: 1rem 0 0; padding: .75rem 1rem .75rem 2rem; border-left: 3px solid var(--fail); background: var(--raised); }
.items { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
.item { display: grid; grid-template-columns: 1.6rem 1fr; padding: .7rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.sign { font-weight: 700; }
.pass .sign, .pass .outcome { color: var(--pass); }
.fail .sign, .fail .outcome { color: var(--fail); }
.person .sign, .person .outcome { color: var(--person); }
.absent .sign, .absent .outcome { color: var(--quiet); }
.absent h3 { color: var(--quiet); }
.message { margin-top: .15rem; color: var(--quiet); }
.fail .message { color: var(--fail); }
.person .message { color: var(--ink); }
.about { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .9rem; margin-top: .25rem; font-size: .85rem; color: var(--quiet); }
.outcome { font-weight: 600; }
footer { margin-top: 2.5rem; font-size: .9rem; color: var(--quiet); }
@media print {
  :root {
    color-scheme: light;
    --ink: #000; --quiet: #444; --paper: #fff; --line: #bbb; --raised: #fff; --link: #000;
    --pass: #1a7f4b; --fail: #c22f22; --person: #8a5a00; --absent: #777;
  }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-after: avoid; }
  .meter, .meter span { print-color-adjust: exact; }
  .person .sign { font-size: 0; }
  .person .sign::before { content: "☐"; font-size: 12pt; }
}
`;
