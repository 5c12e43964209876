// One piece of work at a time, however often it is asked for: requests that come together, or while it is done, lead to
// one more time, with all their reasons.

export class Coalesced {
  private reasons: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  /** `work` must not throw: nobody waits for it. */
  constructor(
    private readonly work: (reasons: readonly string[]) => Promise<void>,
    private readonly delayMs: number,
  ) {}

  request(reason: string): void {
    this.reasons = [...new Set([...this.reasons, reason])];
    if (this.running === undefined) {
      this.flushLater();
    }
  }

  /** Do now what waits, and come back when nothing waits any more. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
      if (this.reasons.length > 0) {
        this.flushLater(); // asked for when all work was done, and nobody had heard of that
      }
    });
    await this.running;
  }

  /** Whether something was asked for that is not being done yet. */
  get isWaiting(): boolean {
    return this.reasons.length > 0;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.reasons = [];
  }

  private flushLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), this.delayMs);
  }

  private async drain(): Promise<void> {
    while (this.reasons.length > 0) {
      const reasons = this.reasons;
      this.reasons = [];
      await this.work(reasons);
    }
  }
}
