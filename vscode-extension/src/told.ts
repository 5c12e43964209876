// Remembers what a person was told, so that one cause is one message.

export class Told {
  private readonly causes = new Map<string, string>();

  /** Whether this was not said of the cause the last time. */
  isNew(cause: string, message: string): boolean {
    const before = this.causes.get(cause);
    this.causes.set(cause, message);
    return before !== message;
  }

  forget(): void {
    this.causes.clear();
  }
}
