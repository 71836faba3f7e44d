using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>The admin listener shares no address with a site.</summary>
internal sealed class AdminHasItsOwnAddress : IConfigRule
{
    private static readonly ListenAddress Default = new("127.0.0.1", 2019);

    public void Check(GatewayConfig config, ConfigContext context)
    {
        var admin = config.Admin.Listen?.Value ?? Default;
        if (config.Admin.Off is { Value: true } || admin.Port == 0)
            return;

        foreach (var site in config.Sites.Where(site => site.Addresses.Any(address => address.Value.PortIn(config) == admin.Port)))
        {
            if (!Overlap(admin.Host, config.BindsOf(site)))
                continue;

            context.Diagnostics.Error(
                DiagnosticCodes.AddressConflict,
                config.Admin.Listen?.Span ?? site.Addresses[0].Span,
                $"the admin listener and a site both want port {admin.Port}",
                "give one of them another port, or say `admin off`");
            return;
        }
    }

    private static bool Overlap(string admin, IReadOnlyList<Setting<string>> binds) =>
        IsEverything(admin)
        || binds.Count == 0
        || binds.Any(bind => IsEverything(bind.Value) || Literal(bind.Value) == Literal(admin));

    private static bool IsEverything(string host) => host is "" or "0.0.0.0" or "::";

    private static string Literal(string host) => host == "localhost" ? "127.0.0.1" : host;
}
