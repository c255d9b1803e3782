import type { Rule, Table } from "./table";

/**
 * Calls report with the code units of each match whose neighbours and check agree. A
 * match that fails is tried again one character further on.
 */
export function find(
  t: Table,
  rule: Rule,
  text: string,
  report: (lo: number, hi: number) => void,
): void {
  for (let from = 0; from < text.length; ) {
    rule.pattern.lastIndex = from;
    const m = rule.pattern.exec(text);
    if (!m) return;
    const end = m.index + m[0].length;
    if (end > m.index && accepts(t, rule, text, m)) {
      report(m.index, end);
      from = end;
    } else {
      from = m.index + firstOf(text.slice(m.index)).length;
    }
  }
}

/** Looks at both sides of a match and at what it means. */
function accepts(t: Table, rule: Rule, text: string, m: RegExpExecArray): boolean {
  const before = lastOf(text.slice(0, m.index));
  const after = firstOf(text.slice(m.index + m[0].length));
  if (before && rule.left?.test(before)) return false;
  if (after && rule.right?.test(after)) return false;
  return !rule.check || rule.check(t, text, m);
}

const firstOf = (text: string): string => /^./su.exec(text)?.[0] ?? "";

const lastOf = (text: string): string => /.$/su.exec(text.slice(-2))?.[0] ?? "";
