namespace FerroGate.Config.Reference;

/// <summary>An example of each directive, as lines of a site.</summary>
internal static class DirectiveExamples
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["abort"] = """
            @scanners path /wp-admin/* *.php
            abort @scanners
            """,
        ["ai_gateway"] = """
            ai_gateway {
            	provider echo {
            		kind echo
            	}
            	model fast-chat -> echo:echo
            	api_key key_dev {
            		key_env FERROGATE_DEV_KEY
            	}
            }
            """,
        ["basic_auth"] = """
            basic_auth /private/* {
            	alice $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
            }
            """,
        ["copy_response"] = """
            reverse_proxy localhost:9000 {
            	@missing status 404
            	handle_response @missing {
            		copy_response 410
            	}
            }
            """,
        ["copy_response_headers"] = """
            reverse_proxy localhost:9000 {
            	@accel header X-Accel-Redirect *
            	handle_response @accel {
            		copy_response_headers {
            			include Content-Type ETag
            		}
            		root /srv/private
            		rewrite {rp.header.X-Accel-Redirect}
            		file_server
            	}
            }
            """,
        ["encode"] = """
            encode zstd gzip {
            	minimum_length 1KiB
            }
            """,
        ["error"] = """
            error /hidden/* "There is nothing here" 404
            """,
        ["file_server"] = """
            root /srv/www
            file_server {
            	hide .git
            	precompressed zstd gzip
            }
            """,
        ["forward_auth"] = """
            forward_auth authelia:9091 {
            	uri /api/authz/forward-auth
            	copy_headers Remote-User Remote-Groups
            }
            """,
        ["handle"] = """
            handle /api/* {
            	reverse_proxy localhost:9000
            }
            handle {
            	respond "Not here" 404
            }
            """,
        ["handle_path"] = """
            handle_path /docs/* {
            	root /srv/docs
            	file_server
            }
            """,
        ["header"] = """
            header {
            	Strict-Transport-Security "max-age=31536000"
            	+Vary Accept
            	-Server
            	?Cache-Control "max-age=3600"
            	Location http:// https://
            }
            """,
        ["intercept"] = """
            intercept {
            	@failed status 5xx
            	replace_status @failed 503
            	handle_response @failed {
            		respond "Come back later" 503
            	}
            }
            """,
        ["log_append"] = """
            log_append tenant {header.X-Tenant}
            """,
        ["log_skip"] = """
            log_skip /healthz
            """,
        ["map"] = """
            map {host} {tenant} {tier} {
            	first.example.com first gold
            	~^(.+)\.example\.com$ ${1} silver
            	default nobody -
            }
            respond "{tenant} has {tier}"
            """,
        ["method"] = """
            method /form POST
            """,
        ["redir"] = """
            redir /old https://www.example.com{uri} permanent
            """,
        ["request_body"] = """
            request_body /upload {
            	max_size 10MB
            }
            """,
        ["request_header"] = """
            request_header X-Tenant {labels.2}
            request_header -Cookie
            """,
        ["respond"] = """
            respond /healthz 204
            respond "Not here" 404 {
            	close
            }
            """,
        ["reverse_proxy"] = """
            reverse_proxy /api/* localhost:9000 localhost:9001 {
            	lb_policy least_conn
            	health_uri /healthz
            	fail_duration 30s
            	header_up X-Tenant {header.X-Tenant}
            	header_up -Cookie
            	header_down -Server
            	transport http {
            		response_header_timeout 30s
            	}
            }
            """,
        ["rewrite"] = """
            rewrite /old /new?{query}
            """,
        ["root"] = """
            root /srv/www
            file_server
            """,
        ["route"] = """
            route {
            	uri strip_prefix /v2
            	rewrite /list /index.html
            	file_server
            }
            """,
        ["tracing"] = """
            tracing {
            	span "{method} {host}"
            	span_attributes {
            		tenant {header.X-Tenant}
            	}
            }
            """,
        ["try_files"] = """
            try_files {path} {path}/ /index.html
            """,
        ["uri"] = """
            uri strip_prefix /api
            uri query {
            	page 1
            	-utm_source
            	old>new
            }
            """,
        ["vars"] = """
            vars {
            	tier gold
            	region eu
            }
            respond "{vars.tier}"
            """,
    };
}
