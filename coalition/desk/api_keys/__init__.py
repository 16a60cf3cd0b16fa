"""API keys at the desk: issued, renamed, narrowed, replaced and revoked, by administrators."""
