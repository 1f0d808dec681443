/** Platforms on which the user id is a person's id: those that only run beside the service, on this machine. */
export const trustedPlatforms: ReadonlySet<string> = new Set(['web', 'terminal']);

/** A private chat whose id is not known yet: the sender asks the platform for it. */
export const privatePrefix = 'private:';
