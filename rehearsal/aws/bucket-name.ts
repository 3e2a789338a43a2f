/** Whether S3 takes it as the name of a bucket. Source: Amazon S3 user guide, "General purpose bucket naming rules". */
export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|^\d+\.\d+\.\d+\.\d+$/.test(name);
}
