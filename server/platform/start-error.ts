/**
 * Something an operator must mend before the server can start: printed as one line, without a stack.
 * Exit codes follow sysexits: 64 usage, 73 cannot create, 77 no permission, 78 configuration, 69 unavailable.
 */
export class StartError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
    this.exitCode = exitCode;
  }
}
