import { define } from '../../ui/define.ts';
import { SupportComposer } from './support-composer.ts';
import { SupportConversation } from './support-conversation.ts';
import { SupportThread } from './support-thread.ts';

define('support-thread', SupportThread);
define('support-composer', SupportComposer);
define('support-conversation', SupportConversation);

export type { Side } from './marks.ts';
export { ThreadStore, type ThreadOptions, type ThreadState } from './thread.store.ts';
export type { ThreadTexts } from './thread-texts.ts';
export { unreadOf } from './unread.ts';
export type { SupportConversation } from './support-conversation.ts';
