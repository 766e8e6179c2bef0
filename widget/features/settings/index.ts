export { SettingsStore, type Setting } from './console-settings.store.ts';
