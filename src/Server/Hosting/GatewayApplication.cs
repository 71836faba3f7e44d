using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Server.Hosting;

/// <summary>
/// Gives each request that the servers read to <see cref="RequestGate"/>. The framework's own application would begin an activity, a
/// scope of the log and measurements for each that nobody listens to: <see cref="RequestGate"/> has its own.
/// </summary>
/// <param name="handle">Answers a request.</param>
/// <param name="scopes">Where services come from, for the few paths that ask for some.</param>
internal sealed class GatewayApplication(RequestDelegate handle, IServiceScopeFactory scopes) : IHttpApplication<DefaultHttpContext>
{
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        // The server keeps the context of a connection from one request to the next.
        if (contextFeatures is not IHostContextContainer<DefaultHttpContext> container)
            return New(contextFeatures);

        if (container.HostContext is { } kept)
        {
            kept.Initialize(contextFeatures);
            return kept;
        }

        return container.HostContext = New(contextFeatures);
    }

    public Task ProcessRequestAsync(DefaultHttpContext context) => handle(context);

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();

    private DefaultHttpContext New(IFeatureCollection features) => new(features) { ServiceScopeFactory = scopes };
}
