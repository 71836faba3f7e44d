using System.Globalization;
using System.Text;
using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Tests;

/// <summary>Writes a config for golden files: only what was said, one thing a line, no secret.</summary>
internal sealed class ConfigPrinter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public static string Print(GatewayConfig config)
    {
        var printer = new ConfigPrinter();
        printer.Gateway(config);
        return printer._text.ToString();
    }

    private void Gateway(GatewayConfig config)
    {
        Value("debug", config.Debug);
        Value("admin.listen", config.Admin.Listen);
        Value("admin.off", config.Admin.Off);
        Value("telemetry.access_log", config.Telemetry.AccessLog);
        Value("telemetry.access_log_sample_rate", config.Telemetry.AccessLogSampleRate);
        Value("telemetry.access_log_error_rate_limit", config.Telemetry.AccessLogErrorRateLimitPerSecond);
        var reliability = config.Reliability;
        Value("reliability.breaker_threshold", reliability.CircuitBreakerFailureThreshold);
        Value("reliability.breaker_cooldown", reliability.CircuitBreakerCooldown);
        Value("reliability.dispatch_timeout", reliability.DispatchTimeout);
        Value("reliability.dispatch_max_retries", reliability.DispatchMaxRetries);
        Value("reliability.response_body_max", reliability.ResponseBodyMaxBytes);
        Value("reliability.request_body_max", reliability.RequestBodyMaxBytes);
        Value("reliability.request_bodies_max", reliability.RequestBodiesMaxBytes);
        Value("reliability.shutdown_delay", reliability.ShutdownDelay);
        Value("reliability.grace_period", reliability.GracePeriod);
        Value("data.path", config.Data.Path);
        Value("data.durability", config.Data.Durability);
        Value("data.settle_timeout", config.Data.SettleTimeout);
        Value("data.request_log_retention", config.Data.RequestLogRetentionRecords);
        Value("data.audit_event_retention", config.Data.AuditEventRetentionRecords);
        Value("data.billing_event_retention", config.Data.BillingEventRetentionRecords);
        Value("data.list_default", config.Data.AdminListDefaultLimit);
        Value("data.list_max", config.Data.AdminListMaxLimit);
        foreach (var provider in config.Ai.Providers)
            Block($"provider {provider.Name.Value}", () => Provider(provider));

        foreach (var model in config.Ai.Models)
            Block($"model {model.Name.Value} -> {model.Provider.Value} {model.ProviderModel.Value}", () => Model(model));

        foreach (var key in config.Ai.ApiKeys)
            Block($"api_key {key.Id.Value}", () => Key(key));

        foreach (var site in config.Sites)
            Block("site " + string.Join(", ", site.Addresses.Select(Address)), () => Site(site));
    }

    private void Provider(ProviderConfig provider)
    {
        Value("kind", provider.Kind);
        Value("base_url", provider.BaseUrl);
        Secret("api_key", provider.ApiKey);
        Value("enabled", provider.Enabled);
        Value("stream_usage", provider.StreamUsage);
        Value("latency", provider.Latency);
        Value("tokens_per_second", provider.TokensPerSecond);
    }

    private void Model(ModelConfig model)
    {
        List("capabilities", model.Capabilities);
        Value("input_price", model.InputPricePerMillion);
        Value("output_price", model.OutputPricePerMillion);
        List("visible_organizations", model.VisibleOrganizationIds);
        List("visible_projects", model.VisibleProjectIds);
        Value("enabled", model.Enabled);
    }

    private void Key(ApiKeyConfig key)
    {
        Value("name", key.Name);
        Secret("key", key.Key);
        Value("hash", key.Hash);
        Value("enabled", key.Enabled);
        List("scopes", [.. key.Scopes.Select(scope => new Setting<string>(ScopeNames.NamesOf(scope.Value)[0], scope.Span))]);
        List("allowed_models", key.AllowedModels);
        List("denied_models", key.DeniedModels);
        List("allowed_providers", key.AllowedProviders);
        List("denied_providers", key.DeniedProviders);
        Value("organization", key.OrganizationId);
        Value("team", key.TeamId);
        Value("project", key.ProjectId);
        Value("user", key.UserId);
        Value("monthly_token_budget", key.MonthlyTokenBudget);
        Value("requests_per_minute", key.RequestLimitPerMinute);
        Value("expires", key.ExpiresAt is { } end ? new Setting<string>(end.Value.ToString("O"), end.Span) : null);
    }

    private void Site(SiteConfig site)
    {
        List("bind", site.Binds);
        Value("log", site.Log);
        Directives(site.Directives);
    }

    private void Directives(IReadOnlyList<DirectiveConfig> directives)
    {
        foreach (var directive in directives)
            Directive(directive);
    }

    private void Directive(DirectiveConfig directive)
    {
        var path = directive.Path is { } matcher ? $" {matcher.Value}" : "";
        switch (directive)
        {
            case BlockConfig block:
                Block($"{block.Kind}{path}", () => Directives(block.Directives));
                break;
            case RespondConfig respond:
                var body = respond.Body is { } text ? " " + Text(text.Value) : "";
                Line($"Respond{path}{body}{(respond.Status is { } status ? $" {status.Value}" : "")}");
                break;
            case ReverseProxyConfig proxy:
                Block($"ReverseProxy{path}", () => Proxy(proxy));
                break;
            default:
                Line("AiGateway");
                break;
        }
    }

    private void Proxy(ReverseProxyConfig proxy)
    {
        foreach (var upstream in proxy.Upstreams)
            Line($"to {upstream.Value.Scheme} {Host(upstream.Value.Host)} {upstream.Value.Port}");

        foreach (var header in proxy.HeaderUp)
            Line($"{header.Operation} {header.Name.Value}{(header.Value is { } value ? " " + Text(value.Value) : "")}");

        Value("auth off", proxy.AuthOff);
    }

    private static string Text(Template template) =>
        "\"" + string.Concat(template.Parts.Select(part => part.IsPlaceholder ? $"<{part.Text}>" : part.Text))
            .Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private static string Address(Setting<SiteAddress> address) => $"{Host(address.Value.Host)}:{address.Value.Port}";

    private static string Host(string host) => host.Length == 0 ? "*" : host;

    private void Secret(string name, SecretConfig? secret)
    {
        if (secret is not null)
            Line($"{name}: {secret}");
    }

    private void Value<T>(string name, Setting<T>? setting)
    {
        if (setting is not null)
            Line(string.Create(CultureInfo.InvariantCulture, $"{name}: {setting.Value}"));
    }

    private void List(string name, IReadOnlyList<Setting<string>> settings)
    {
        if (settings.Count > 0)
            Line($"{name}: {string.Join(", ", settings.Select(setting => setting.Value))}");
    }

    private void Block(string head, Action body)
    {
        Line(head);
        _depth++;
        body();
        _depth--;
    }

    private void Line(string text) => _text.Append(' ', _depth * 2).Append(text).Append('\n');
}
