import { createOauthClient, disableOauthClient, listOauthClients } from '@smart/identity/oauth-clients';
import { useDeploymentSecret } from '@smart/identity/keys';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { systemClock } from '@smart/kernel/clock';
import type { Config } from '@smart/kernel/config';
import { isDomainError } from '@smart/kernel/errors';
import { StartupError } from '@smart/database/startup-error';
import type { Deployment } from '../deployment.ts';
import { progress, result, withDeployment } from './run.ts';

export type NewOauthClient = { name: string; redirectUri: string[]; postLogoutRedirectUri?: string[]; public?: true };

const inIdentity = <T>({ units, secret }: Deployment, work: (unit: UnitOfWork) => Promise<T>): Promise<T> => {
  useDeploymentSecret(secret);
  return units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, work);
};

/** Registers a system; prints its id and, this once, its secret as JSON on stdout. */
export async function createOauthClientCommand(config: Config, options: NewOauthClient): Promise<void> {
  await withDeployment(config, (deployment) => inIdentity(deployment, async (unit) => {
    const name = options.name.trim();
    if (name === '' || name.length > 60) throw new StartupError('系统名称应当为 1 至 60 个字 (--name must have 1 to 60 characters)');
    try {
      const rule = { httpsOnly: config.production || !config.demo, now: systemClock.now() };
      const made = await createOauthClient(unit, { name, redirectUris: options.redirectUri, postLogoutRedirectUris: options.postLogoutRedirectUri ?? [], isPublic: options.public === true }, rule);
      progress(`已登记接入系统“${name}”${made.clientSecret === null ? '' : '；密钥只显示这一次，请妥善保存'}`);
      result(JSON.stringify({ client_id: made.clientId, ...(made.clientSecret === null ? {} : { client_secret: made.clientSecret }) }));
    } catch (error) {
      if (isDomainError(error) && error.fields.length > 0) throw new StartupError(error.fields.map(({ message }) => message).join('；'));
      throw error;
    }
  }));
}

/** One line of JSON for each system; never a secret. */
export async function listOauthClientsCommand(config: Config): Promise<void> {
  await withDeployment(config, (deployment) => inIdentity(deployment, async (unit) => {
    for (const { clientId, name, redirectUris, isPublic, disabled, people } of (await listOauthClients(unit)).rows) {
      result(JSON.stringify({ client_id: clientId, name, redirect_uris: redirectUris, public: isPublic, disabled, people }));
    }
  }));
}

/** Locks a system out: its tokens are over at once. */
export async function disableOauthClientCommand(config: Config, clientId: string): Promise<void> {
  await withDeployment(config, (deployment) => inIdentity(deployment, (unit) => disableOauthClient(unit, clientId, true, systemClock.now())));
  progress('已停用该接入系统，其令牌全部失效');
}
