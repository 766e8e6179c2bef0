export { PlanStore, type Plan } from './console-plan.store.ts';
