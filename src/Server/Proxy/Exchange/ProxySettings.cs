using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Text;
using FerroGate.Core.Addresses;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Balancing;
using FerroGate.Server.Proxy.Health;
using FerroGate.Server.Proxy.Transport;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>A compiled <c>reverse_proxy</c>.</summary>
internal sealed class ProxySettings
{
    public ProxySettings(ReverseProxyConfig config, IReadOnlyList<ResponseRoute> routes, TemplateCompiler templates, ProxyServices services)
    {
        Services = services;
        Transport = new TransportSettings(config.Transport, templates, services.Clients);
        Questions = config.ActiveHealth.Uri is null ? null : new HealthQuestions(config.ActiveHealth, Transport, templates, services.Health);
        Source = UpstreamSources.Make(config, new UpstreamFactory(Transport, services, Questions), templates, services.Clock);
        Health = new PassiveHealth(config.PassiveHealth, services.Clock);
        Policy = BalancingPolicies.Make(config.Balancing.Policy, services.Environment, services.Draw);
        Retry = new RetryRule(config.Balancing, new MatcherCompiler(templates));
        var trusted = config.TrustedProxies.Count > 0 ? new AddressRanges([.. config.TrustedProxies.Select(range => range.Value)]) : null;
        RequestHead = new RequestHead(Changes(config.HeaderUp, rule => UpValue(rule, templates)), trusted, services.Keys);
        ResponseHead = new ResponseHead(Changes(config.HeaderDown, rule => DownValue(rule, templates)));
        ResponseBody = new ResponseBody(
            config.FlushInterval?.Value ?? TimeSpan.Zero, config.ResponseBuffers?.Value ?? 0, Transport.ReadTimeout, services.Clock);
        RequestBuffers = config.RequestBuffers?.Value ?? 0;
        StreamTimeout = config.StreamTimeout?.Value;
        Method = templates.CompileIfThere(config.Method);
        Rewrite = config.Rewrite is { } rewrite ? new TargetTemplate(rewrite.Value, templates) : null;
        Routes = routes;
    }

    public ProxyServices Services { get; }

    public TransportSettings Transport { get; }

    /// <summary>The questions about its upstreams' health; <c>null</c> where none are asked.</summary>
    public HealthQuestions? Questions { get; }

    public IUpstreamSource Source { get; }

    public PassiveHealth Health { get; }

    public IBalancingPolicy Policy { get; }

    public RetryRule Retry { get; }

    public RequestHead RequestHead { get; }

    public ResponseHead ResponseHead { get; }

    public ResponseBody ResponseBody { get; }

    public long RequestBuffers { get; }

    public TimeSpan? StreamTimeout { get; }

    public CompiledTemplate? Method { get; }

    public TargetTemplate? Rewrite { get; }

    /// <summary>What is done with answers of certain kinds; of several the first that fits.</summary>
    public IReadOnlyList<ResponseRoute> Routes { get; }

    private static HeaderChange[] Changes(IEnumerable<Config.Model.Directives.HeaderRuleConfig> rules, Func<Setting<Config.Model.Template>?, Func<SiteRequest, string?>?> value) =>
        [.. rules.Select(rule => new HeaderChange(rule, value(rule.Value))).OrderBy(change => change.Order)];

    // What would tell a key of ours is not sent at all.
    private static Func<SiteRequest, string?>? UpValue(Setting<Config.Model.Template>? value, TemplateCompiler templates) =>
        value is null ? null : new UpstreamText(value.Value, templates).Of;

    private static Func<SiteRequest, string?>? DownValue(Setting<Config.Model.Template>? value, TemplateCompiler templates) =>
        templates.CompileIfThere(value) is { } text ? request => HeaderText.Write(text.ShowUnset(request)) : null;
}
