import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, readConfig, repositoryRoot } from './config.ts';

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      production: false,
      port: 8080,
      host: '127.0.0.1',
      dataDir: join(repositoryRoot, '.data'),
      databaseUrl: null,
      demo: true,
      secret: null,
      personalDataCipher: 'aes-256-gcm',
      publicUrl: null,
      deputyUrl: null,
      officeUrl: null,
      upstream: null,
      files: { driver: 'disk', folder: join(repositoryRoot, '.data', 'files') },
      sms: null,
      trustProxy: false,
      rateFactor: 1,
      logLevel: 'info',
    });
  });

  it('loads no demonstration data in production unless told so', () => {
    expect(readConfig({ NODE_ENV: 'production' })).toMatchObject({ production: true, demo: false });
    expect(readConfig({ NODE_ENV: 'production', DEMO: '1' }).demo).toBe(true);
    expect(readConfig({ DEMO: '0' }).demo).toBe(false);
  });

  it('reads what is set, and treats nothing as not set', () => {
    const config = readConfig({
      PORT: '0',
      HOST: ' 0.0.0.0 ',
      DATA_DIR: '/srv/smart/',
      DATABASE_URL: 'postgresql://owner:secret@db:5432/smart',
      SMART_SECRET: 's'.repeat(32),
      PUBLIC_URL: 'https://rd.example.gov.cn/',
      LOG_LEVEL: 'warn',
      TRUST_PROXY: '',
      S3_BUCKET: '  ',
    });
    expect(config).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      dataDir: '/srv/smart',
      databaseUrl: 'postgresql://owner:secret@db:5432/smart',
      secret: 's'.repeat(32),
      publicUrl: 'https://rd.example.gov.cn',
      files: { driver: 'disk', folder: '/srv/smart/files' },
      logLevel: 'warn',
      trustProxy: false,
    });
    expect(readConfig({ DATA_DIR: 'var/x' }).dataDir).toBe(join(repositoryRoot, 'var', 'x'));
  });

  it.each([
    ['1', 1],
    ['true', true],
    ['0', false],
    ['false', false],
    ['10.0.0.0/8,127.0.0.1', '10.0.0.0/8,127.0.0.1'],
  ])('believes proxies: %s', (text, expected) => expect(readConfig({ TRUST_PROXY: text }).trustProxy).toBe(expected));

  it('reads an object store, with the bucket in the path when it is not Amazon', () => {
    const keys = { FILES_DRIVER: 's3', S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'k', S3_SECRET_ACCESS_KEY: 's' };
    expect(readConfig(keys).files).toEqual({
      driver: 's3',
      bucket: 'b',
      region: 'us-east-1',
      endpoint: null,
      accessKeyId: 'k',
      secretAccessKey: 's',
      forcePathStyle: false,
    });
    expect(readConfig({ ...keys, S3_ENDPOINT: 'http://minio:9000' }).files).toMatchObject({ forcePathStyle: true });
    expect(readConfig({ ...keys, S3_ENDPOINT: 'http://minio:9000', S3_FORCE_PATH_STYLE: '0' }).files).toMatchObject({
      endpoint: 'http://minio:9000',
      forcePathStyle: false,
    });
  });

  it.each<[Record<string, string>, string[]]>([
    [{ PORT: '80a' }, ['PORT']],
    [{ PORT: '65536' }, ['PORT']],
    [{ RATE_FACTOR: '0' }, ['RATE_FACTOR']],
    [{ RATE_FACTOR: 'viel' }, ['RATE_FACTOR']],
    [{ DATABASE_URL: 'mysql://x/y' }, ['DATABASE_URL']],
    [{ DATABASE_URL: 'localhost' }, ['DATABASE_URL']],
    [{ PUBLIC_URL: 'ftp://x' }, ['PUBLIC_URL']],
    [{ DEMO: 'maybe' }, ['DEMO']],
    [{ SMART_SECRET: 'short' }, ['SMART_SECRET']],
    [{ PERSONAL_DATA_CIPHER: 'rot13' }, ['PERSONAL_DATA_CIPHER']],
    [{ FILES_DRIVER: 'tape' }, ['FILES_DRIVER']],
    [{ FILES_DRIVER: 's3', S3_BUCKET: 'b' }, ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']],
    [{ LOG_LEVEL: 'loud' }, ['LOG_LEVEL']],
    [{ PORT: '-1', LOG_LEVEL: 'loud' }, ['PORT', 'LOG_LEVEL']],
  ])('%j: one sentence for each faulty variable', (environment, names) => {
    const problems = problemsOf(environment);
    expect(problems).toHaveLength(names.length);
    for (const [index, name] of names.entries()) {
      expect(problems[index]).toContain(name);
      expect(problems[index]).toMatch(/[\u4e00-\u9fff].*\(.*(?:must|needs).*\)$/);
      expect(problems[index]).not.toContain('\n');
    }
  });

  it('does not repeat a secret in its complaint', () => {
    expect(problemsOf({ SMART_SECRET: 'hunter2', DATABASE_URL: 'mysql://root:hunter2@x/y' }).join()).not.toContain(
      'hunter2',
    );
  });

  it('takes the SMS gateway whole, and only where numbers are not readable on the way', () => {
    const codes = Object.fromEntries(['EVALUATE', 'COSIGN', 'CONTACT', 'TODO', 'SIGN_IN', 'FOLLOW', 'OPINION'].map((name) => [`SMS_TEMPLATE_CODE_${name}`, `SMS_${name}`]));
    const whole = { SMS_ACCESS_KEY_ID: 'id', SMS_ACCESS_KEY_SECRET: 'secret', SMS_SIGN_NAME: '智慧人大', ...codes };
    expect(readConfig(whole).sms).toMatchObject({ endpoint: 'https://dysmsapi.aliyuncs.com/', signName: '智慧人大', templates: { code: 'SMS_SIGN_IN' } });
    expect(() => readConfig({ ...whole, SMS_SIGN_NAME: '', SMS_TEMPLATE_CODE_TODO: '' })).toThrow(/SMS_SIGN_NAME[\s\S]*SMS_TEMPLATE_CODE_TODO/);
    expect(() => readConfig({ ...whole, SMS_ENDPOINT: 'http://sms.example.com' })).toThrow('https://');
    expect(readConfig({ ...whole, SMS_ENDPOINT: 'http://127.0.0.1:9000' }).sms?.endpoint).toBe('http://127.0.0.1:9000/');
  });
});

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}
