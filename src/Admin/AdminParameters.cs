using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin;

/// <summary>Refuses parameters in the query that nobody reads: whoever sends one believes that it does something.</summary>
internal static class AdminParameters
{
    /// <summary>The endpoints read no parameters, but for those that say that they do.</summary>
    public static TBuilder RefuseParameters<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            var inner = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => http.GetEndpoint()?.Metadata.GetMetadata<ReadByEndpoint>() is null && http.Request.Query.Keys.FirstOrDefault() is { } name
                ? AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, $"There is no parameter '{name}' here; none is known.")
                : inner(http);
        });
        return builder;
    }

    /// <summary>The endpoint reads its parameters, and refuses those that it does not know, itself.</summary>
    public static void ReadsParameters(this IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(new ReadByEndpoint());

    private sealed class ReadByEndpoint;
}
