export {
  ContactMethodsStore,
  type ContactMethod,
  type ContactMethods,
} from './console-contact-methods.store.ts';
