/**
 * Loaded into what the launcher starts: when the launcher is killed outright it can pass nothing on, and a server left
 * behind would hold the port and the store's lock. Killing the launcher therefore kills what it launched.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.channel?.unref()
