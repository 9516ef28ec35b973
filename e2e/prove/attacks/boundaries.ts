import type { FaultKind } from '../../../local/testing/simulation/faults.ts';
import type { Parked } from '../../../local/testing/simulation/scheduler.ts';
import type { Policy } from '../../../local/testing/simulation/simulation.ts';
import { smoothly } from '../faults.ts';

/** A moment at which something may go wrong: the so-many-th call of a run without faults, and what happens to it. */
export interface Boundary {
  call: number;
  fault: FaultKind;
}

const READS = /^(Get|Query|Scan|BatchGet|Receive|Describe)/;
export const isEffect = ({ call }: Parked): boolean => !READS.test(call.operation);

const OF_SANDBOX: FaultKind[] = ['dies-before', 'dies-after', 'refused', 'unanswered'];

/** A sandbox dies around its effects; what a service does for somebody else may be refused, or done and not answered. */
const kindsFor = (parked: Parked): FaultKind[] => {
  if (!isEffect(parked) || (parked.caller && 'actor' in parked.caller)) return [];
  if (parked.call.principal.kind === 'service' && parked.call.principal.service === 'states.amazonaws.com') return [];
  return parked.instance ? OF_SANDBOX : ['refused', 'unanswered'];
};

/** Lets everything pass, and notes every boundary on the way. */
export const noting = (found: Boundary[]): Policy => {
  let call = 0;
  return {
    ...smoothly,
    faultOf(parked) {
      for (const fault of kindsFor(parked)) found.push({ call, fault });
      call += 1;
      return undefined;
    },
  };
};

/** The same run with these faults at their calls. After a first fault the calls are others, and are counted on. */
export const failingAt = (boundaries: readonly Boundary[]): Policy => {
  let call = 0;
  return {
    ...smoothly,
    faultOf(parked) {
      const fault = boundaries.find((boundary) => boundary.call === call)?.fault;
      call += 1;
      return fault && kindsFor(parked).includes(fault) ? fault : undefined;
    },
  };
};
