/**
 * The deployment cannot start, for a reason that the person at the terminal can remove.
 * The message is one sentence (Chinese, then English); it is printed alone, without a stack.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

/**
 * Prints why the start failed and ends the process with code 1: a {@link StartupError} as its sentence alone,
 * anything else (a fault of ours) with its stack.
 */
export function exitBecause(error: unknown): never {
  if (error instanceof StartupError) console.error(`\n${error.message}`);
  else console.error(error);
  process.exit(1);
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Turns the file system's refusals (full disk, no permission, read-only) into one sentence; other errors are returned as they are. */
export function explainFileError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || /No space left on device|Disk quota exceeded/i.test(text)) {
    return new StartupError(`磁盘空间不足，无法写入 ${path}：请清理磁盘或将 DATA_DIR 指向其他磁盘。 The disk is full: free some space, or point DATA_DIR to another disk.`);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || /Permission denied|Read-only file system/i.test(text)) {
    return new StartupError(`没有权限写入 ${path}：请更改该文件夹的所有者，或将 DATA_DIR 指向可写的文件夹。 No permission to write there: change the owner of the folder, or set DATA_DIR.`);
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new StartupError(`${path} 应为文件夹，但同名文件已存在：请删除该文件或另设 DATA_DIR。 A file lies where the data folder should be: remove it, or set DATA_DIR.`);
  }
  return error;
}
