/**
 * Reads well on a screen in light and dark, wide and narrow, and on paper: black on white, titles of tables on every page,
 * no row torn apart, pages numbered.
 */
export const htmlStyle = `
:root { color-scheme: light dark; --line: #8884; --quiet: color-mix(in srgb, currentColor 72%, transparent); }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 66rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 0.2rem; }
h2 { font-size: 1.25rem; margin: 2.8rem 0 0.4rem; }
h3 { font-size: 1.05rem; margin: 0 0 0.1rem; overflow-wrap: anywhere; }
p { margin: 0.35rem 0; }
ul { margin: 0.4rem 0; padding-left: 1.2rem; }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: 0.2em; }
a:hover { text-decoration-color: currentColor; }
section.deployment { margin-top: 1.8rem; padding-top: 1.2rem; border-top: 2px solid var(--line); }
.scroll { overflow-x: auto; margin-top: 1.2rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.3rem; }
th { font-weight: 500; font-size: 0.87em; color: var(--quiet); }
th, td { text-align: left; padding: 0.35rem 1.1rem 0.35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
td:nth-child(2):not(.number) { min-width: 8rem; }
.quiet { color: var(--quiet); font-size: 0.9em; overflow-wrap: anywhere; }
.range { display: block; color: var(--quiet); font-size: 0.9em; }
code { font-size: 0.9em; }
@media screen and (max-width: 44rem) {
  table, tbody, caption { display: block; }
  thead { display: none; }
  tr { display: block; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  td, td:nth-child(2):not(.number) { display: block; min-width: 0; padding: 0.1rem 0; border: 0; }
  td.number { white-space: normal; }
  td.number:first-child { text-align: left; }
  td:empty { display: none !important; }
  td:not(:first-child)::before { content: attr(data-title); color: var(--quiet); float: left; margin-right: 1rem; }
}
@media print {
  @page { margin: 16mm 14mm 18mm; @bottom-left { content: "Serving Cost"; font: 8pt sans-serif; color: #666; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #666; } }
  :root { color-scheme: light; --line: #bbb; --quiet: #444; }
  body { max-width: none; margin: 0; padding: 0; font-size: 9.5pt; color: #000; background: #fff; }
  thead { display: table-header-group; }
  td:nth-child(2):not(.number) { min-width: 5rem; }
  tr, li, caption { break-inside: avoid; }
  h2, h3, h3 + p, caption, thead { break-after: avoid; }
  a { text-decoration: none; }
  th, td { padding-right: 0.7rem; }
  .number { white-space: normal; }
  th.number { white-space: nowrap; }
  strong, td:last-child:not(.number) { overflow-wrap: anywhere; }
  .scroll { overflow: visible; }
}
`;
