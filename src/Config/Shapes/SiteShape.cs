using FerroGate.Config.Directives;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Servers;
using FerroGate.Config.Options;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes;

/// <summary>A site.</summary>
internal static class SiteShape
{
    public static Shape<SiteConfig> Shape { get; } = new Shape<SiteConfig>(Arguments.InOrder("addresses..."))
        .List("addresses", Address, site => site.Addresses, (site, addresses) => site with { Addresses = addresses },
            "Where it answers.", OptionPlace.TomlOnly, required: true)
        .List("bind", Forms.Text.Such("address", "127.0.0.1", "::1"), site => site.Binds, (site, hosts) => site with { Binds = hosts },
            "The interfaces that it listens on.", fallback: "every one")
        .Block("tls", () => TlsShape.Shape, site => site.Tls, (site, tls) => site with { Tls = tls },
            entry => new TlsConfig(entry.NameSpan), "Its certificate, or how one is got.")
        .Blocks("log", () => LogShape.Shape, site => site.Logs, (site, logs) => site with { Logs = logs },
            entry => new LogConfig(entry.NameSpan), "Its requests are in the access log.")
        .Blocks("handle_errors", () => BodyShape.Errors, site => site.ErrorHandlers,
            (site, handlers) => site with { ErrorHandlers = handlers }, entry => new HandleErrorsConfig(entry.NameSpan),
            "Directives that answer what failed.")
        .Add(new DirectiveListOption<SiteConfig>(site => site.Body, (site, body) => site with { Body = body }));

    public static ValueForm<SiteAddress> Address => new()
    {
        Name = "site address",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => SiteAddressText.Read(value.Text, value.Span, reader.Context.Diagnostics),
        Write = SiteAddressText.Write,
        Examples = ["http://example.com", ":8080", "http://[::1]:8080/docs/*", "http://*.example.com"],
    };
}
