/** What a rule has found. */
export interface Finding {
  /** The rule's name. */
  readonly rule: string;
  /** A warning stops nothing. */
  readonly severity: "error" | "warning";
  /** Below the project's root. */
  readonly file: string;
  /** From 1; undefined where it is about the file as a whole. */
  readonly line?: number;
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** What to do about it, in a sentence. */
  readonly remedy: string;
}

/** What a rule says of a finding; its own name and "error" are added. */
export type Found = Omit<Finding, "rule" | "severity"> & { readonly severity?: Finding["severity"] };
