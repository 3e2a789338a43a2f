import { pageStyle } from "./page-style.ts";
import type { CertificationReport, ItemResult, Outcome } from "./report.ts";
import { summaryOf } from "./report.ts";

/** How an outcome stands on the page: its sign, its class, and what comes before its message. */
const looks: Readonly<Record<Outcome, { sign: string; name: string; label: string; before: string }>> = {
  pass: { sign: "✔", name: "pass", label: "pass", before: "" },
  fail: { sign: "✘", name: "fail", label: "fail", before: "" },
  "a person must look": { sign: "◇", name: "person", label: "a person must look", before: "" },
  "not run here": { sign: "–", name: "absent", label: "not run here", before: "Because " },
};

/**
 * Writes a report as one page of HTML that stands alone: nothing is loaded from elsewhere, and no script runs. It is for
 * screens, light and dark, and for paper, where a person can tick off what they looked at.
 */
export function certificationPage(report: CertificationReport): string {
  const title = `Certification of ${report.target}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="when"><time datetime="${escapeHtml(report.startedAt)}">${escapeHtml(day(report.startedAt))}</time>, in ${seconds(report.milliseconds)}</p>
<p class="verdict ${report.ok ? "pass" : "fail"}">${escapeHtml(summaryOf(report))}</p>
${meter(report)}
${failures(report)}</header>
<main>
${groupsOf(report).map(groupSection).join("\n")}
</main>
<footer><p>Automatic items were found out by <code>npx camera-skill certify</code>. Amazon’s own pages decide: each item links the one that it comes from.</p></footer>
</body>
</html>
`;
}

/** Escapes text for HTML's content and quoted attributes. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The counts as a bar, whose parts have the counts' proportions. */
function meter({ counts }: CertificationReport): string {
  const parts = (Object.keys(looks) as Outcome[])
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `<span class="${looks[outcome].name}" style="flex-grow:${counts[outcome]}"></span>`);
  return `<div class="meter" aria-hidden="true">${parts.join("")}</div>`;
}

/** What failed, in front of everything else. */
function failures({ results }: CertificationReport): string {
  const failed = results.filter(({ outcome }) => outcome === "fail");
  if (failed.length === 0) return "";
  const links = failed.map(
    ({ id, message = "" }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(id)}</a>: ${escapeHtml(message)}</li>`,
  );
  return `<ul class="failures">\n${links.join("\n")}\n</ul>\n`;
}

function groupsOf({ results }: CertificationReport): [string, ItemResult[]][] {
  const groups = new Map<string, ItemResult[]>();
  for (const result of results) groups.set(result.group, [...(groups.get(result.group) ?? []), result]);
  return [...groups];
}

function groupSection([title, results]: [string, ItemResult[]]): string {
  return `<section>
<h2>${escapeHtml(title)}</h2>
<ul class="items">
${results.map(itemEntry).join("\n")}
</ul>
</section>`;
}

function itemEntry({ id, title, source, outcome, message, milliseconds }: ItemResult): string {
  const { sign, name, label, before } = looks[outcome];
  const took = milliseconds === undefined ? "" : `<span class="took">${seconds(milliseconds)}</span>`;
  const said = message === undefined ? "" : `<p class="message">${escapeHtml(before + message)}</p>`;
  return `<li class="item ${name}" id="${escapeHtml(id)}">
<span class="sign" aria-hidden="true">${sign}</span>
<div>
<h3>${escapeHtml(title)}</h3>
${said}
<p class="about"><span class="outcome">${label}</span> <code>${escapeHtml(id)}</code> <a href="${escapeHtml(source.url)}" rel="noreferrer">${escapeHtml(source.title)}</a> ${took}</p>
</div>
</li>`;
}

function seconds(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds}\u00a0ms` : `${(milliseconds / 1_000).toFixed(1)}\u00a0s`;
}

/** "22 November 2026, 01:12 UTC" */
function day(iso: string): string {
  const date = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  }).format(new Date(iso));
  return `${date} UTC`;
}
