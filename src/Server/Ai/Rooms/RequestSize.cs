using System.Globalization;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A part of Read and Reserve: the limits of the size of a request.</summary>
internal static class RequestSize
{
    /// <summary>The size that no request of a caller may have, whatever model it names; <c>null</c> where there is no such limit.</summary>
    public static long? MostOf(Caller caller)
    {
        long? most = null;
        foreach (var limit in caller.Accepted.Snapshot.Quotas.Limits)
        {
            if (limit is { RequestBytes: { } bytes, Scope.Models: null } && !(bytes >= most) && limit.Scope.AccountOf(caller.Key.Id, caller.Key.Tenant, "") is not null)
                most = bytes;
        }

        return most;
    }

    /// <summary>Why a request is too large for the model; <c>null</c> where it is not.</summary>
    public static Refusal? Check(Asked asked, string model)
    {
        var key = asked.Caller.Key;
        foreach (var limit in asked.Caller.Accepted.Snapshot.Quotas.Limits)
        {
            if (asked.Body.Bytes.Length > limit.RequestBytes && limit.Scope.AccountOf(key.Id, key.Tenant, model) is { } account)
            {
                return new Refusal(413, ErrorType.InvalidRequest, RefusalCodes.PayloadTooLarge, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The body has {asked.Body.Bytes.Length} bytes, and the limit '{limit.Name}'{account.Owner} is {limit.RequestBytes}."))
                {
                    ShouldRetry = false,
                };
            }
        }

        return null;
    }
}
