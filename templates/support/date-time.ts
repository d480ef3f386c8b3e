const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/**
 * True for a date and time of RFC 3339 with its zone, such as `2006-01-02T15:04:05Z`, as the API server checks the
 * format `date-time`: the day must exist in its month, and second 60 is refused.
 */
export function isDateTime(text: string): boolean {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] =
    DATE_TIME.exec(text)?.slice(1).map(Number) ?? [];
  const inDay = hour <= 23 && minute <= 59 && second <= 59;
  return inDay && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
