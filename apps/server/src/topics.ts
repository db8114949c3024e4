/** The commands that sort opinions, by themselves: `pnpm smart classify` and `pnpm smart train` start without loading the rest of the server. */
import { Command } from 'commander';
import { addTopicCommands } from './commands/topics.ts';

const program = new Command('smart').showHelpAfterError();
addTopicCommands(program);
await program.parseAsync();
