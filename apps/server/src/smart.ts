/** Administers a deployment: `pnpm smart <command>`. Results go to stdout, progress to stderr; every command can be repeated. */
import { StartupError } from '@smart/database/startup-error';
import { importKinds } from '@smart/identity/import/kinds';
import { Command, Option } from 'commander';
import { createAdminCommand, type NewAdministrator } from './commands/create-admin.ts';
import { type ArchiveOptions, rebuildArchiveCommand } from './commands/archive.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { importCalendarCommand } from './commands/calendar.ts';
import { importCommand, type ImportOptions } from './commands/import.ts';
import { rotateKeysCommand } from './commands/keys.ts';
import { sealLogCommand, verifyLogCommand } from './commands/log.ts';
import { createOauthClientCommand, disableOauthClientCommand, listOauthClientsCommand, type NewOauthClient } from './commands/oauth-client.ts';
import { relearnCommand, type RelearnOptions } from './commands/relearn.ts';
import { progress, result, run, withDeployment } from './commands/run.ts';
import { scales, seedCommand, type SeedScale } from './commands/seed.ts';
import { addTopicCommands } from './commands/topics.ts';
import { addressInUse } from './deployment.ts';

const administrators = ['system_administrator', 'security_administrator', 'audit_administrator'] as const satisfies readonly NewAdministrator['role'][];

const program = new Command('smart').description('智慧人大运维命令').showHelpAfterError();

program
  .command('database-url')
  .description('显示正在使用的数据库管理地址')
  .action(() =>
    run(async (config) => {
      const address = await addressInUse(config);
      if (address === null) {
        throw new StartupError(`服务没有运行，内置数据库没有地址：请先用 npm start 启动服务。 The server is not running, so the embedded database has no address: start it first (npm start).`);
      }
      result(address);
    }),
  );

program
  .command('migrate')
  .description('将数据库升级到本版本')
  .action(() => run((config) => withDeployment(config, async () => progress('数据库已是本版本'))));

program
  .command('seed')
  .description('装入虚构数据：演示数据，或者用于测量的一个县、一个省')
  .addOption(new Option('--scale <scale>', '规模').choices(scales).default('demo'))
  .action(({ scale }: { scale: SeedScale }) => run((config) => seedCommand(config, scale)));

program
  .command('create-admin')
  .description('建立一级人大的管理员，显示一次性密码')
  .requiredOption('--congress <code>', '行政区划代码，例如 4306')
  .requiredOption('--name <name>', '姓名')
  .requiredOption('--username <username>', '用户名')
  .addOption(new Option('--role <role>', '三员之一').choices(administrators).default('system_administrator'))
  .action((options: NewAdministrator) => run((config) => createAdminCommand(config, options)));

program.command('verify-log').description('核验全部操作日志，发现改动、缺失、乱序').action(() => run(verifyLogCommand));
program.command('seal-log').description('封存截至昨日的操作日志').action(() => run(sealLogCommand));
program.command('rotate-keys').description('更换个人信息的加密密钥（可中断，重新运行即继续）').action(() => run(rotateKeysCommand));
program
  .command('relearn')
  .description('按各级人大更正过的分类，重新学习群众意见的分类经验（重新训练权重之后运行）')
  .option('--congress <code>', '只限一级人大的行政区划代码')
  .option('--check', '只报告效果，不保存')
  .action((options: RelearnOptions) => run((config) => relearnCommand(config, options)));
program
  .command('import <file>')
  .description('从 XLSX、CSV 导入代表、工作人员、机构、选举结果（可中断，重新运行不会重复）')
  .addOption(new Option('--kind <kind>', '类型').choices(importKinds).makeOptionMandatory())
  .requiredOption('--congress <code>', '行政区划代码，例如 430602')
  .option('--valid-only', '只导入没有错误的行')
  .option('--dry-run', '只核对，不导入')
  .action((file: string, options: ImportOptions) => run((config) => importCommand(config, file, options)));
program
  .command('import-calendar <json>')
  .description('导入一年的放假调休安排')
  .action((file: string) => run((config) => importCalendarCommand(config, file)));

program
  .command('rebuild-archive')
  .description('由履职事件重建代表履职档案（可中断，可重复；服务可继续运行）')
  .option('--check', '只核对，不改动；有不一致时列出并以 1 退出')
  .option('--congress <code>', '只处理一个人大，行政区划代码，例如 430602')
  .action((options: ArchiveOptions) => run((config) => rebuildArchiveCommand(config, options)));

program
  .command('backup <file>')
  .description('将全部数据和附件备份为一个文件（服务可继续运行）')
  .action((file: string) => run((config) => backupCommand(config, file)));
program
  .command('restore <file>')
  .description('将备份恢复到没有数据的部署（服务须先停止）')
  .action((file: string) => run((config) => restoreCommand(config, file)));

const several = (value: string, before: string[] = []): string[] => [...before, value];
const oauthClient = program.command('oauth-client').description('接入系统：通过本平台统一登录的其他系统');
oauthClient
  .command('create')
  .description('登记接入系统，以 JSON 显示标识和密钥')
  .requiredOption('--name <name>', '系统名称')
  .requiredOption('--redirect-uri <uri>', '回调地址，可以重复填写', several)
  .option('--post-logout-redirect-uri <uri>', '退出后返回的地址，可以重复填写', several)
  .option('--public', '装在个人设备上的程序，不设密钥')
  .action((options: NewOauthClient) => run((config) => createOauthClientCommand(config, options)));
oauthClient.command('list').description('列出接入系统').action(() => run(listOauthClientsCommand));
oauthClient.command('disable <client-id>').description('停用接入系统，其令牌全部失效').action((clientId: string) => run((config) => disableOauthClientCommand(config, clientId)));

addTopicCommands(program);

await program.parseAsync();
