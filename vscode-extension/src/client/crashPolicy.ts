// How often a server that ends by itself is started again: a few times in a few minutes, and then not any more.

export interface CrashLimits {
  readonly restarts: number;
  readonly withinMs: number;
}

export const CRASH_LIMITS: CrashLimits = { restarts: 2, withinMs: 180_000 };

export class CrashPolicy {
  private crashes: number[] = [];

  constructor(
    private readonly limits: CrashLimits = CRASH_LIMITS,
    private readonly now: () => number = Date.now,
  ) {}

  /** The server has ended by itself; whether it is started again. */
  shouldRestart(): boolean {
    const now = this.now();
    this.crashes = [...this.crashes.filter((when) => now - when < this.limits.withinMs), now];
    return this.crashes.length <= this.limits.restarts;
  }

  /** How many ends are remembered now. */
  get count(): number {
    return this.crashes.length;
  }

  /** A person has started it: what was before does not count. */
  forget(): void {
    this.crashes = [];
  }
}
