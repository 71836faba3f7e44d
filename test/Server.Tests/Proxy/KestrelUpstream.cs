using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>An upstream that is a whole server: HTTP/2, TLS, sockets and bodies of any length.</summary>
internal sealed class KestrelUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelUpstream(WebApplication app) => _app = app;

    /// <summary>Where it listens, if it has an address.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static Task<KestrelUpstream> StartAsync(Action<KestrelServerOptions> listen, RequestDelegate answer) =>
        StartAsync(listen, _ => { }, app =>
        {
            app.UseWebSockets();
            app.Run(answer);
        });

    /// <param name="listen">Where it listens, and how.</param>
    /// <param name="add">The services that it needs.</param>
    /// <param name="use">What it does with requests.</param>
    public static async Task<KestrelUpstream> StartAsync(Action<KestrelServerOptions> listen, Action<IServiceCollection> add, Action<WebApplication> use)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            listen(kestrel);
        });
        add(builder.Services);
        var app = builder.Build();
        use(app);
        await app.StartAsync();
        return new KestrelUpstream(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
