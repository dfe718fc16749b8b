-- Rialto as a component of Prosody: put this at the end of /etc/prosody/prosody.cfg.lua, or as a file of its own into
-- /etc/prosody/conf.d/. Then: prosodyctl check config && systemctl reload prosody

-- Where components connect: this machine alone, the protocol is not encrypted. Belongs to the global part, above the first
-- VirtualHost; these are Prosody's defaults.
-- component_ports = { 5347 }
-- component_interfaces = { "127.0.0.1", "::1" }

Component "rialto.example.org"
    -- 16 visible characters or more; the same goes to Rialto. For example: openssl rand -hex 24
    component_secret = "change-me-change-me-change-me"

-- Whoever is to talk to Rialto from other servers needs a DNS record for rialto.example.org and a certificate that names it;
-- users of this server need neither.
