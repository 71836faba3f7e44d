using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary><c>dynamic</c>: upstreams that DNS names.</summary>
internal static class DynamicUpstreamsShape
{
    public static Shape<DynamicUpstreamsConfig> Shape { get; } = new Shape<DynamicUpstreamsConfig>(
        Arguments.InOrder("source", "name", "port"))
    {
        Check = Check,
    }
        .Value("source", Forms.Choice(("a", DynamicSource.A), ("srv", DynamicSource.Srv)), dynamic => dynamic.Source,
            (dynamic, source) => dynamic with { Source = source }, "The records: addresses, or services with ports and weights.",
            OptionPlace.Line, required: true)
        .Value("name", Forms.Template.Such("domain", "backend.example.com", "_http._tcp.example.com"), dynamic => dynamic.Name,
            (dynamic, name) => dynamic with { Name = name }, "The domain.")
        .Value("port", Forms.Template.Such("port", "8080"), dynamic => dynamic.Port, (dynamic, port) => dynamic with { Port = port },
            "The port of the addresses of `a`.")
        .Value("service", Forms.Template.Such("label", "http"), dynamic => dynamic.Service,
            (dynamic, service) => dynamic with { Service = service }, "The first label of `srv`, without its underscore.")
        .Value("proto", Forms.Template.Such("label", "tcp"), dynamic => dynamic.Protocol,
            (dynamic, protocol) => dynamic with { Protocol = protocol }, "The second label of `srv`, without its underscore.")
        .Value("refresh", Forms.Duration, dynamic => dynamic.Refresh, (dynamic, time) => dynamic with { Refresh = time },
            "How long an answer of DNS counts.", fallback: "1m")
        .Value("grace_period", Forms.Duration, dynamic => dynamic.GracePeriod, (dynamic, time) => dynamic with { GracePeriod = time },
            "How long it counts on when DNS fails.")
        .List("resolvers", DnsServerForm.Value, dynamic => dynamic.Resolvers, (dynamic, servers) => dynamic with { Resolvers = servers },
            "DNS servers.", fallback: "those of the system")
        .Value("dial_timeout", Forms.Duration, dynamic => dynamic.DialTimeout, (dynamic, time) => dynamic with { DialTimeout = time },
            "How long a DNS server may take.", fallback: "5s")
        .List("versions", Forms.Word("ipv4", "ipv6"), dynamic => dynamic.Versions, (dynamic, versions) => dynamic with { Versions = versions },
            "Which addresses count.", fallback: "both")
        .Refuse("dial_fallback_delay", "addresses are tried one after the other");

    private static void Check(DynamicUpstreamsConfig dynamic, OptionEntry owner, ConfigContext context)
    {
        if (dynamic.Source is not { } source)
            return;

        if (source.Value == DynamicSource.A)
        {
            Refuse(dynamic.Service?.Span, "service");
            Refuse(dynamic.Protocol?.Span, "proto");
            Refuse(dynamic.GracePeriod?.Span, "grace_period");
            if (dynamic.Name is null || dynamic.Port is null)
                context.Diagnostics.Error(DiagnosticCodes.MissingArgument, source.Span, "`dynamic a` wants a name and a port", "write `dynamic a backend.example.com 8080`");
            else if (dynamic.Port.Value.Constant is { } port && !(PortText.TryParse(port, out var number) && number > 0))
                context.Diagnostics.Error(DiagnosticCodes.InvalidValue, dynamic.Port.Span, $"`{port}` is not a port from 1 to 65535");

            return;
        }

        Refuse(dynamic.Port?.Span, "port");
        foreach (var version in dynamic.Versions.Take(1))
            Refuse(version.Span, "versions");

        if (dynamic.Name is null)
            context.Diagnostics.Error(DiagnosticCodes.MissingArgument, source.Span, "`dynamic srv` wants a name", "write `dynamic srv _http._tcp.example.com`");
        else if ((dynamic.Service is null) != (dynamic.Protocol is null))
            context.Diagnostics.Error(DiagnosticCodes.MissingOption, source.Span, "`service` and `proto` belong together");

        void Refuse(SourceSpan? span, string option)
        {
            if (span is { } place)
            {
                var word = source.Value == DynamicSource.A ? "a" : "srv";
                context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, place, $"`{option}` means nothing for `dynamic {word}`");
            }
        }
    }
}
