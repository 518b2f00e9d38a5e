"""How much one reader may ask for; announced here, kept by the front server (docs/deploy/api-limits.conf)."""

# So many requests in so many seconds, from one address.
REQUESTS, SECONDS = 300, 60
# https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
POLICY = f'"reading";q={REQUESTS};w={SECONDS}'
