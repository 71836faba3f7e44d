using FerroGate.Config.Directives;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Model.Servers;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Config.Toml;

namespace FerroGate.Config.Shapes;

/// <summary>The gateway: the global options of a Caddyfile, and the top of a TOML config.</summary>
internal static class GatewayShape
{
    private const string NoAcme = "certificates are not got automatically by this version";

    private static readonly string[] NotThere =
    [
        "acme_ca_root", "acme_dns", "acme_eab", "analytics", "asset_bucket", "auth_service", "billing_service", "cache",
        "cert_issuer", "cert_lifetime", "cluster", "control_api", "default_sni", "dns", "ech", "events",
        "extensions", "fallback_sni", "filesystem", "gateway_configs", "guardrails", "key_type",
        "local_certs", "mcp_servers", "metering", "metrics", "network_access", "observability", "ocsp_interval", "ocsp_stapling",
        "on_demand_tls", "pki", "preferred_chains", "renew_interval", "scheduler", "storage_check",
        "storage_clean_interval", "tenancy", "tls_resolvers",
    ];

    public static Shape<GatewayConfig> Shape { get; } = Refuse(new Shape<GatewayConfig> { Check = Check }
        .Switch("debug", config => config.Debug, (config, on) => config with { Debug = on }, "Logs at debug level.")
        .Block("admin", () => AdminShape.Shape, config => config.Admin, (config, admin) => config with { Admin = admin },
            _ => new AdminConfig(), "The listener for those who operate the gateway.", mayVanish: true)
        .Switch("admin_on_data_listener", config => config.Admin.OnDataListener,
            (config, on) => config with { Admin = config.Admin with { OnDataListener = on } },
            "Sites with an `ai_gateway` serve the admin API too, to keys with its scopes.")
        .Value("allow_private_urls", Forms.Choice(("on", true), ("off", false)), config => config.Admin.AllowPrivateUrls,
            (config, allow) => config with { Admin = config.Admin with { AllowPrivateUrls = allow } },
            "Whether URLs that are made by API (of providers, and of webhooks) may lead to private, local and link-local addresses, and do without TLS.", fallback: "off")
        .Value("shutdown_delay", Forms.DurationOrZero, config => config.Reliability.ShutdownDelay,
            (config, time) => config with { Reliability = config.Reliability with { ShutdownDelay = time } },
            "How long the gateway goes on accepting after it was told to stop.", fallback: "0s")
        .Value("grace_period", Forms.DurationOrZero, config => config.Reliability.GracePeriod,
            (config, time) => config with { Reliability = config.Reliability with { GracePeriod = time } },
            "How long running requests may take to end after that.", fallback: "no limit")
        .Block("telemetry", () => TelemetryShape.Shape, config => config.Telemetry,
            (config, telemetry) => config with { Telemetry = telemetry }, _ => new TelemetryConfig(),
            "What is written about requests.", mayVanish: true)
        .Block("reliability", () => ReliabilityShape.Shape, config => config.Reliability,
            (config, reliability) => config with { Reliability = reliability }, _ => new ReliabilityConfig(),
            "How failures are met.", mayVanish: true)
        .Block("data", () => DataShape.Shape, config => config.Data, (config, data) => config with { Data = data },
            _ => new DataConfig(), "Where the gateway keeps its data.", OptionPlace.CaddyfileOnly, mayVanish: true)
        .Block("data", () => DataShape.Place, config => config.Data, (config, data) => config with { Data = data },
            _ => new DataConfig(), "Where the gateway keeps its data.", OptionPlace.TomlOnly, mayVanish: true)
        .Block("storage", () => DataShape.Retention, config => config.Data, (config, data) => config with { Data = data },
            _ => new DataConfig(), "How many records are kept and listed.", OptionPlace.TomlOnly, mayVanish: true)
        .Value("auth", Forms.Choice(("off", true)), config => config.AuthOff, (config, off) => config with { AuthOff = off },
            "`off`: the AI paths serve everybody.", pending: "the AI paths always ask for a key in this version")
        .Value("http_port", Forms.Int(1, 65_535), config => config.HttpPort, (config, port) => config with { HttpPort = port },
            "The port of sites that say `http://` and no port.", fallback: "80")
        .Value("https_port", Forms.Int(1, 65_535), config => config.HttpsPort, (config, port) => config with { HttpsPort = port },
            "The port of sites that say neither a scheme nor a port.", fallback: "443")
        .List("default_bind", Forms.Text.Such("address", "127.0.0.1", "::1"), config => config.DefaultBinds,
            (config, hosts) => config with { DefaultBinds = hosts }, "The interfaces of sites that say no `bind`.",
            fallback: "every one")
        .Value("auto_https", AutoHttpsForm, config => config.AutoHttps, (config, mode) => config with { AutoHttps = mode },
            "How much of automatic HTTPS is wanted.")
        .Value("email", EmailForm.Value, config => config.Email, (config, email) => config with { Email = email },
            "The address that certificate authorities write to.", pending: NoAcme)
        .Value("acme_ca", UrlForm.Https, config => config.AcmeCa, (config, url) => config with { AcmeCa = url },
            "The directory of the certificate authority.", pending: NoAcme)
        .Add(new CertificateStorageOption { Pending = NoAcme })
        .Value("persist_config", Forms.Choice(("off", false)), config => config.PersistConfig,
            (config, persist) => config with { PersistConfig = persist }, "`off`: a config that came by API is forgotten at the end.")
        .Switch("skip_install_trust", config => config.SkipInstallTrust, (config, skip) => config with { SkipInstallTrust = skip },
            "The gateway's own certificate authority is not made known to the system.")
        .Blocks("order", () => Order, config => config.Order, (config, order) => config with { Order = order },
            _ => new OrderConfig(), "Gives a directive another place in the order.")
        .Blocks("servers", () => ServerShape.Shape, config => config.Servers, (config, servers) => config with { Servers = servers },
            entry => new ServerConfig(entry.NameSpan), "How connections are served.")
        .Blocks("log", () => LogShape.Shape, config => config.Logs, (config, logs) => config with { Logs = logs },
            entry => new LogConfig(entry.NameSpan), "What the gateway says of itself, and the requests of sites whose `log` says nothing more.")
        .Block("ai_gateway", () => AiParts.Shape, config => config.Ai, (config, ai) => config with { Ai = ai }, _ => new AiConfig(),
            "Providers, models, prices, keys, policies, limits and budgets, as in an `ai_gateway` of a site.", OptionPlace.CaddyfileOnly, mayVanish: true)
        .Add(AiParts.InToml<GatewayConfig>(config => config.Ai, (config, ai) => config with { Ai = ai }))
        .Add(ContextOption<GatewayConfig, ListenSite>.All(
            ListenShape.Shape.Options, OptionPlace.TomlOnly, context => context.Listen, (context, site) => context.Listen = site))
        .Blocks("sites", () => SiteShape.Shape, config => config.Sites, (config, sites) => config with { Sites = sites },
            _ => new SiteConfig { Addresses = [] }, "What is served.", OptionPlace.TomlOnly));

    private static Shape<OrderConfig> Order => field ??= new Shape<OrderConfig>(Arguments.InOrder("directive", "position", "other"))
    {
        Check = CheckOrder,
    }
        .Value("directive", Directive, order => order.Directive, (order, name) => order with { Directive = name },
            "The directive that gets another place.", OptionPlace.Line, required: true)
        .Value("position", Position, order => order.Position, (order, position) => order with { Position = position },
            "Where it goes.", OptionPlace.Line, required: true)
        .Value("other", Directive, order => order.Other, (order, name) => order with { Other = name },
            "The directive before or after which it goes.", OptionPlace.Line);

    private static ValueForm<string> Directive
    {
        get
        {
            var known = Forms.Known("directive", DiagnosticCodes.UnknownDirective, _ => DirectiveTable.OrderedNames, "respond", "redir");

            // Older names are right as well.
            return known with { Read = (reader, value) => known.Read(reader, value with { Text = DirectiveTable.CurrentName(value.Text) }), Known = null };
        }
    }

    private static ValueForm<OrderPosition> Position => Forms.Choice(
        ("first", OrderPosition.First), ("last", OrderPosition.Last), ("before", OrderPosition.Before), ("after", OrderPosition.After));

    private static ValueForm<AutoHttps> AutoHttpsForm => Forms.Choice(
        ("off", AutoHttps.Off),
        ("disable_redirects", AutoHttps.DisableRedirects),
        ("ignore_loaded_certs", AutoHttps.IgnoreLoadedCerts),
        ("disable_certs", AutoHttps.DisableCerts));

    private static Shape<GatewayConfig> Refuse(Shape<GatewayConfig> shape) =>
        NotThere.Aggregate(shape, (refusing, name) => refusing.Refuse(name));

    private static void CheckOrder(OrderConfig order, OptionEntry owner, ConfigContext context)
    {
        var wantsOther = order.Position is { Value: OrderPosition.Before or OrderPosition.After };
        if (order.Directive is not { } directive || order.Position is not { } position)
            return;

        if (wantsOther != order.Other is not null)
        {
            context.Diagnostics.Error(
                wantsOther ? DiagnosticCodes.MissingArgument : DiagnosticCodes.UnexpectedArgument,
                order.Other?.Span ?? owner.NameSpan,
                "`order` takes `first`, `last`, `before DIRECTIVE` or `after DIRECTIVE`");
        }
        else if (order.Other?.Value == directive.Value)
        {
            context.Diagnostics.Error(DiagnosticCodes.InvalidValue, order.Other.Span, "a directive cannot stand before or after itself");
        }
        else
        {
            context.Order = context.Order.With(directive.Value, position.Value, order.Other?.Value);
        }
    }

    private static void Check(GatewayConfig config, OptionEntry owner, ConfigContext context)
    {
        Twice("shutdown_delay", "graceful_shutdown_grace_period_secs");
        Twice("grace_period", "graceful_shutdown_timeout_secs");

        void Twice(string ours, string products)
        {
            var inside = owner.Block?.FirstOrDefault(entry => entry.Name == "reliability")?.Block?.FirstOrDefault(entry => entry.Name == products);
            if (inside is not null && owner.Block!.FirstOrDefault(entry => entry.Name == ours) is { } outside)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateOption,
                    LaterOf(inside.NameSpan, outside.NameSpan),
                    $"`{ours}` and `{products}` are one setting, and it is given twice");
            }
        }

        static SourceSpan LaterOf(SourceSpan one, SourceSpan other) => one.Line > other.Line ? one : other;
    }
}
