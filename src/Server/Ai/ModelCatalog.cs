using System.Buffers;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Rooms;
using Route = FerroGate.Server.Ai.Rooms.Route;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai;

/// <summary>Lists models: to each caller only those that it may use.</summary>
internal static class ModelCatalog
{
    public static Task WriteAsync(HttpContext http, Caller caller)
    {
        var body = new ArrayBufferWriter<byte>(512);
        var snapshot = caller.Accepted.Snapshot;
        var dialect = caller.Accepted.Operation.Dialect;
        if (caller.Accepted.Operation.Kind == AiOperationKind.ModelList)
        {
            dialect.WriteModels(body, [.. snapshot.ModelList
                .Where(model => !ModelPattern.Is(model.Name))
                .SelectMany(model => model.Aliases.Prepend(model.Name).Where(name => MayUse(caller, model, name)).Select(name => model with { Name = name }))]);
        }
        else
        {
            var id = caller.Accepted.Operation.ModelId!;
            if (snapshot.Find(id) is not { } model || !MayUse(caller, model, id))
            {
                return RefusalWriter.WriteAsync(http, Route.Unknown(id));
            }

            dialect.WriteModel(body, model with { Name = id });
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.WrittenCount;
        return http.Response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted).AsTask();
    }

    private static bool MayUse(Caller caller, Model model, string name) =>
        model.IsVisibleTo(caller.Key.Tenant)
        && model.IsOpenTo(caller.Key, name)
        && model.Targets.Any(target => target.Provider.Enabled && caller.Key.Providers.Allows(target.Provider.Name))
        && !caller.Accepted.Snapshot.Policies.AlwaysDeny(caller.Key, name, model);
}
