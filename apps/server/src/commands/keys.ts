import { rotateDataKeys } from '@smart/identity/rotation';
import { useDeploymentSecret } from '@smart/identity/keys';
import { systemClock } from '@smart/kernel/clock';
import type { Config } from '@smart/kernel/config';
import { registerDomains } from '../domains.ts';
import { progress, result, withDeployment } from './run.ts';

/** Seals all personal data with a new key. Interrupted, it goes on when it is run again; the server may run meanwhile. */
export async function rotateKeysCommand(config: Config): Promise<number> {
  return withDeployment(config, async ({ units, secret }, signal) => {
    registerDomains(); // they tell where their sealed texts stand
    useDeploymentSecret(secret);
    const { sealed, finished } = await rotateDataKeys({
      units, clock: systemClock, algorithm: config.personalDataCipher, signal, onProgress: (done, total) => progress(`已重新加密 ${done}/${total} 项个人信息`),
    });
    result(finished ? `密钥更换完成：${sealed} 项个人信息已用新密钥加密，旧密钥停用（仅用于打开旧备份）` : `已中断：${sealed} 项完成，重新运行本命令继续`);
    return finished ? 0 : 1;
  });
}
