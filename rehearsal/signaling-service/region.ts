/**
 * An AWS region's name, such as eu-west-1 or us-gov-west-1. Names of certificates, files and hosts are made of it.
 * Source: the `regionRegex` of the partitions that AWS's SDKs carry.
 */
export const regionPattern = /^(?=.{1,32}$)[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
