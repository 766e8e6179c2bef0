import type { Key } from '../../i18n/i18n.ts';
import type { RequestTexts } from './request-texts.ts';
import type { OwnRequest } from './request.store.ts';

type Translate = (key: Key<RequestTexts>, params?: Record<string, unknown>) => string;

/** Where an own request stands, in one sentence and a second one if it helps. */
export function headlineOf(
  request: OwnRequest,
  unavailable: string,
  t: Translate,
): { title: string; lead: string } {
  switch (request.kind) {
    case 'waiting':
      if (!request.live)
        return { title: t('requests:waitingAlone.title'), lead: t('requests:waitingAlone.lead') };
      return request.offered
        ? { title: t('requests:waitingLong.title'), lead: t('requests:waitingAlone.lead') }
        : { title: t('requests:waiting.title', { name: request.name }), lead: t('requests:waiting.lead') };
    case 'kept':
      return { title: t('requests:kept.title'), lead: t('requests:kept.lead') };
    case 'chatting':
      return { title: chattingWith(request, t), lead: '' };
    case 'closed':
      return { title: unavailable, lead: t('requests:closed.kept') };
    case 'completed':
      return { title: t('requests:completed.title'), lead: t('requests:completed.lead') };
    case 'abandoned':
      return { title: t('requests:abandoned.title'), lead: '' };
  }
}

const chattingWith = ({ technician }: OwnRequest, t: Translate): string =>
  technician ? t('requests:chatting.title', { name: technician.name }) : t('requests:chattingAlone.title');
