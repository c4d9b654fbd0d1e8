/** How another capability of the deployment is named in logs, counts and audit trails: `capability:permits`. */
export const capabilityPrefix = 'capability:';
