using FerroGate.Bench.Load.Processes;

namespace FerroGate.Bench.Load.Servers;

/// <summary>The proxies that others have made, as plain as ours is: one upstream, connections kept, no log.</summary>
internal static class Peers
{
    public static async Task<ChildServer> NginxAsync(string folder, int upstream)
    {
        var port = FreePort.Next();
        var config = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(
            config,
            $$"""
            daemon off; worker_processes 1; pid {{folder}}/nginx.pid; error_log {{folder}}/nginx-error.log;
            events { worker_connections 16384; }
            http {
                access_log off; keepalive_requests 1000000000;
                client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
                upstream provider { server 127.0.0.1:{{upstream}}; keepalive 256; keepalive_requests 1000000000; }
                server {
                    listen 127.0.0.1:{{port}};
                    location / { proxy_pass http://provider; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; proxy_request_buffering off; client_max_body_size 0; }
                }
            }
            """);
        return await StartAsync("nginx", folder, port, "nginx", "-c", config);
    }

    public static async Task<ChildServer> CaddyAsync(string folder, int upstream)
    {
        var port = FreePort.Next();
        var config = Path.Combine(folder, "Caddyfile.caddy");
        await File.WriteAllTextAsync(
            config,
            $$"""
            {
                admin off
                auto_https off
            }
            http://127.0.0.1:{{port}} {
                reverse_proxy 127.0.0.1:{{upstream}}
            }
            """);
        return await StartAsync("Caddy", folder, port, "caddy", "run", "--config", config, "--adapter", "caddyfile");
    }

    public static async Task<ChildServer> HaProxyAsync(string folder, int upstream)
    {
        var port = FreePort.Next();
        var config = Path.Combine(folder, "haproxy.cfg");
        await File.WriteAllTextAsync(
            config,
            $"""
            global
                nbthread 1
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 60s
                http-reuse always
            frontend clients
                bind 127.0.0.1:{port}
                default_backend provider
            backend provider
                server mock 127.0.0.1:{upstream}

            """);
        return await StartAsync("HAProxy", folder, port, "haproxy", "-db", "-f", config);
    }

    private static async Task<ChildServer> StartAsync(string name, string folder, int port, string program, params string[] arguments)
    {
        var child = Child.Start(folder, program, arguments);
        await child.ListensAsync(port);
        return new ChildServer(name, child, port);
    }
}
