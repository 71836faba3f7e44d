using FerroGate.Bench.Load.Processes;

namespace FerroGate.Bench.Load.Servers;

/// <summary>
/// The proxies and gateways that others have made, as plain as ours is: one upstream, connections kept, no log. Each listens on a free port, and
/// with HTTPS where it is given a certificate.
/// </summary>
internal static class Peers
{
    public static Task<ChildServer> NginxAsync(string folder, int upstream, ServerCertificate? certificate = null) => StartAsync(
        "nginx",
        folder,
        certificate,
        port =>
            $$"""
            daemon off; worker_processes 1; pid {{folder}}/nginx.pid; error_log {{folder}}/nginx-error.log;
            events { worker_connections 32768; }
            http {
                access_log off; keepalive_requests 1000000000; keepalive_timeout 1h;
                client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
                upstream provider { server 127.0.0.1:{{upstream}}; keepalive 256; keepalive_requests 1000000000; }
                server {
                    listen 127.0.0.1:{{port}}{{(certificate is null ? "" : $" ssl; ssl_certificate {certificate.Chain}; ssl_certificate_key {certificate.Key}")}};
                    location / { proxy_pass http://provider; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; proxy_request_buffering off; client_max_body_size 0; }
                }
            }
            """,
        file => ["nginx", "-c", file]);

    public static Task<ChildServer> CaddyAsync(string folder, int upstream, ServerCertificate? certificate = null) => StartAsync(
        "Caddy",
        folder,
        certificate,
        port =>
            $$"""
            {
                admin off
                auto_https off
            }
            {{(certificate is null ? "http" : "https")}}://127.0.0.1:{{port}} {
                {{(certificate is null ? "" : $"tls {certificate.Chain} {certificate.Key}")}}
                reverse_proxy 127.0.0.1:{{upstream}}
            }
            """,
        file => ["caddy", "run", "--config", file, "--adapter", "caddyfile"]);

    public static Task<ChildServer> HaProxyAsync(string folder, int upstream, ServerCertificate? certificate = null) => StartAsync(
        "HAProxy",
        folder,
        certificate,
        port =>
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
                bind 127.0.0.1:{port}{(certificate is null ? "" : $" ssl crt {certificate.Both}")}
                default_backend provider
            backend provider
                server mock 127.0.0.1:{upstream}

            """,
        file => ["haproxy", "-db", "-f", file]);

    /// <summary>Portkey's gateway, which takes everything from its requests.</summary>
    /// <param name="folder">Where its log is put.</param>
    /// <param name="script">Where it is installed.</param>
    public static async Task<ChildServer> PortkeyAsync(string folder, string script)
    {
        var port = FreePort.Next();
        var child = Child.Start(folder, "node", script, $"--port={port}", "--headless");
        await child.ListensAsync(port);
        return new ChildServer("Portkey", child, port);
    }

    private static async Task<ChildServer> StartAsync(
        string name, string folder, ServerCertificate? certificate, Func<int, string> config, Func<string, IReadOnlyList<string>> command)
    {
        var port = FreePort.Next();
        folder = Directory.CreateDirectory(Path.Combine(folder, $"{name}-{port}")).FullName;
        var file = Path.Combine(folder, "config");
        await File.WriteAllTextAsync(file, config(port));
        var started = command(file);
        var child = Child.Start(folder, started[0], [.. started.Skip(1)]);
        await child.ListensAsync(port);
        return new ChildServer(name, child, port) { IsSecure = certificate is not null };
    }
}
