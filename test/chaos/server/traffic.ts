/** Messages that came in and are not answered yet: only a transaction begun meanwhile can be for one of them. */
let unanswered = 0;

export const traffic = {
  isWaiting: (): boolean => unanswered > 0,
  received: (): void => void (unanswered += 1),
  answered: (): void => void (unanswered -= 1),
};

/** The statement that stores a message; status lines of a thread are entries too. */
export const storesMessage = (sql: string, values: readonly unknown[]): boolean =>
  /^insert into "entries"/i.test(sql) && values.includes('message');
