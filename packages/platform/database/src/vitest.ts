// vitest's globalSetup: starts the database server before the first test file, stops it after the last.
import type { TestProject } from 'vitest/node';
import { startTestServer } from './test-server.ts';
import type {} from './testing.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide('postgresUrl', server.url);
  return server.stop;
}
