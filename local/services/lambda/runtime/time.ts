/**
 * Makes `Date` follow the endpoint's clock, where that is not the system's. Timers stay on real time: a handler that
 * sleeps really sleeps.
 */
export const followClock = (clock: Float64Array): void => {
  const RealDate = Date;
  const now = () => clock[0] ?? 0;
  const VirtualDate = function (this: unknown, ...parts: unknown[]) {
    if (!new.target) return new RealDate(now()).toString();
    const instant = parts.length === 0 ? [now()] : parts;
    return Reflect.construct(RealDate, instant, new.target === VirtualDate ? RealDate : new.target);
  } as unknown as DateConstructor;
  Object.setPrototypeOf(VirtualDate, RealDate);
  Object.defineProperty(VirtualDate, 'prototype', { value: RealDate.prototype });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: VirtualDate, writable: true, configurable: true });
  VirtualDate.now = now;
  globalThis.Date = VirtualDate;
};
