import { mayReadArticleFile } from '@smart/content/articles/looking';
import { mayReadActivityFile } from '@smart/duty/activities/looking';
import { mayReadDeclarationPicture } from '@smart/duty/declarations/looking';
import { mayReadBook } from '@smart/duty/reports/book-keeping';
import { filesRoutes } from '@smart/files/http';
import type { Capacity } from '@smart/identity/capacity';
import { mayReadPicture } from '@smart/opinions/picture-access';
import { mayReadPhoto } from '@smart/stations/profiles/profiles';
import { mayReadReceptionPicture } from '@smart/stations/reception-pictures';
import { mayReadAttachment } from '@smart/suggestions/attachments';
import { mayReadMeetingFile } from '@smart/suggestions/supervising/oversight';
import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';
import { callerOf, publicRunner } from './caller.ts';

/** Mounts uploads and downloads. Whose record a file belongs to decides who may have it; a file of no known domain, nobody. */
export async function registerFiles(app: FastifyInstance, services: Services): Promise<void> {
  await filesRoutes<Capacity>(app, {
    store: services.files,
    resolve: async (request) => {
      const { capacity, run } = await callerOf(services, request);
      return { capacity, congressId: capacity.congressId, person: { id: capacity.personId, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` }, run };
    },
    mayRead: async (work, capacity, file) => (await mayReadAttachment(work, capacity, file)) || (await mayReadMeetingFile(work, capacity, file)) || (await mayReadArticleFile(work, capacity, file)) || (await mayReadPhoto(work, capacity, file)) || (await mayReadReceptionPicture(work, capacity, file)) || (await mayReadDeclarationPicture(work, capacity, file)) || (await mayReadActivityFile(work, capacity, file)) || (await mayReadBook(work, capacity, file)) || mayReadPicture(work, capacity, file),
    runPublic: (request) => publicRunner(services, request),
  });
}
