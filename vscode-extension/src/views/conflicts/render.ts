// The page of the Conflicts panel as HTML: each name with its definitions side by side, which one wins where, and what
// mends it. No VS Code, no browser.
import { counted, listed, stateOf } from "../../words";
import { exact, html, joined, shortened, type Html } from "../html";
import type { Cell, Conflict, Definition, DetailedConflict, Field, Meaning, Winner } from "../protocol";
import type { Shown } from "./messages";

const LONGEST = 400;

export function pageOf(shown: Shown): Html {
  return html`<header><h1>Conflicts</h1>${tools(shown)}</header>
<p class="summary" role="status">${summaryOf(shown)}</p>
<main>${shown.conflicts.map((conflict) => sectionOf(conflict, shown.details.find(({ name }) => name === conflict.name)))}</main>`;
}

/** How many names there are, in the words of the command line, or why there are none. */
export function summaryOf({ conflicts, note }: Shown): string {
  if (note !== "") {
    return note;
  }
  const plain = conflicts.filter((one) => one.plain).length;
  const others = conflicts.length - plain;
  const names = counted(plain, "conflict");
  return others === 0 ? names : `${names}, and ${counted(others, "other name")} with definitions in several namespaces`;
}

function tools({ projects, root, all }: Shown): Html {
  const options = projects.map((one) => html`<option value="${exact(one.root)}"${attribute("selected", one.root === root)}>${one.label}</option>`);
  const choice = html`<label>Project <select data-id="project">${options}</select></label>`;
  return html`<div class="tools">${projects.length > 1 ? choice : undefined}
<label><input type="checkbox" data-id="all"${attribute("checked", all)}> Overrides, and steps with a name of the core's, too</label></div>`;
}

function sectionOf(conflict: Conflict, details: DetailedConflict | undefined): Html {
  const { name, definitions, pin } = conflict;
  const isOpen = details !== undefined;
  const shown = listed(definitions.map(({ namespace }) => namespace), 5);
  const state = stateOf(conflict);
  return html`<section data-name="${exact(name)}" aria-label="${name}">
<h2><button type="button" class="name" data-id="toggle ${exact(name)}" data-toggle="${exact(name)}" aria-expanded="${String(isOpen)}"><span class="twistie" aria-hidden="true">${isOpen ? "▾" : "▸"}</span> ${name}</button>
<span class="type">${conflict.type.replaceAll("_", " ")}</span> <span class="in">in ${shown}</span>${state === undefined ? undefined : html` <span class="badge ${pin === null ? "open" : "settled"}">${state}</span>`}</h2>
${details === undefined ? undefined : bodyOf(details)}
</section>`;
}

function bodyOf(details: DetailedConflict): Html {
  return html`<div class="body">
${fieldsOf(details)}
${details.more === 0 ? undefined : html`<p class="more">${details.more} more definitions are not shown.</p>`}
<h3>Which one wins where</h3>
${tableOf("Which definition a name means in each workspace", ["Workspace", "Means", "Why"], details.meanings.map(meaningOf))}
<h3>Which one wins if it is asked for across workspaces</h3>
${tableOf("Which definition each strategy chooses", ["Strategy", "Chooses", "Why"], details.winners.map(winnerOf))}
<h3>What to do</h3>
<ul>${details.recommendations.map((one) => html`<li>${one}</li>`)}</ul>
</div>`;
}

function fieldsOf({ name, definitions, fields }: DetailedConflict): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Definitions of ${name}"><table class="fields">
<caption>Definitions of ${name}, field by field</caption>
<thead><tr><th scope="col">Field</th>${definitions.map((one) => headOf(name, one))}</tr></thead>
<tbody>${fields.map((field) => rowOf(field, definitions))}</tbody>
<tfoot><tr><th scope="row">What mends it</th>${definitions.map((one) => html`<td class="fixes">${fixesOf(name, one)}</td>`)}</tr></tfoot>
</table></div>`;
}

function headOf(name: string, { namespace, kind, path, qualifiedName, location }: Definition): Html {
  const line = location.range.start.line + 1;
  return html`<th scope="col"><span class="namespace">${namespace}</span> <span class="kind">${kind}</span>
<button type="button" class="link" data-id="go ${exact(qualifiedName)}" data-go="${exact(name)}" data-definition="${exact(qualifiedName)}" title="${path}:${line}" aria-label="Go to ${qualifiedName}, ${path}, line ${line}">${path.slice(path.lastIndexOf("/") + 1)}:${line}</button></th>`;
}

function rowOf({ field, differs, cells }: Field, definitions: readonly Definition[]): Html {
  const mark = differs ? html`<span class="mark" title="They differ">≠<span class="hidden"> differs</span></span> ` : undefined;
  return html`<tr class="${differs ? "differs" : "same"}"><th scope="row">${mark}${breakable(field)}</th>${cells.map((cell, number) => cellOf(cell, definitions[number]))}</tr>`;
}

function cellOf(cell: Cell | null, definition: Definition | undefined): Html {
  if (cell === null) {
    return html`<td class="absent">not stated</td>`;
  }
  const from = cell.origin === definition?.namespace ? undefined : html` <span class="origin">(${cell.origin === "derived" ? "by convention" : `from ${cell.origin}`})</span>`;
  return html`<td>${breakable(valueOf(cell.value))}${from}</td>`;
}

/** A text that may go on in the next line before a capital letter and after an underscore, rather than anywhere. */
export function breakable(text: string): Html {
  const [first = "", ...rest] = text.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=_)/);
  return joined([html`${first}`, ...rest.map((part) => html`<wbr>${part}`)]);
}

/** A value as a person writes it. */
export function valueOf(value: unknown): string {
  const text = typeof value === "string" ? value : value === null || value === undefined ? "not known" : JSON.stringify(value);
  return shortened(text, LONGEST);
}

function fixesOf(name: string, { qualifiedName, namespace, fixes }: Definition): Html {
  const words = { rename: "Rename…", pin: `Pin to ${namespace}`, promote: "Move to core…" };
  return joined(
    fixes.map(({ kind, title, refused }) =>
      refused === null
        ? html`<button type="button" data-id="${kind} ${exact(qualifiedName)}" data-fix="${kind}" data-name="${exact(name)}" data-definition="${exact(qualifiedName)}" aria-label="${title}" title="${title}">${words[kind]}</button> `
        : html`<span class="refused"><span class="action">${words[kind]}</span> ${refused}</span> `,
    ),
  );
}

function tableOf(caption: string, head: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll"><table><caption class="hidden">${caption}</caption><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function meaningOf({ workspaces, qualifiedName, reason }: Meaning): Html {
  return html`<tr><th scope="row">${listed(workspaces.first, workspaces.first.length, workspaces.count)}</th><td>${qualifiedName ?? "nothing"}</td><td>${reason}</td></tr>`;
}

function winnerOf({ strategy, outcome, namespace, reason, framework, environmentTags }: Winner): Html {
  const asked = framework ?? environmentTags.join(", ");
  return html`<tr><th scope="row">${strategy}${asked === "" ? undefined : html` (${asked})`}</th><td>${namespace ?? outcome}</td><td>${reason}</td></tr>`;
}

function attribute(name: string, isSet: boolean): Html | undefined {
  return isSet ? html` ${name}` : undefined;
}
