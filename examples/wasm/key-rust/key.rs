//! An HTTP filter without SDK, allocator or standard library: a request without the field `x-key`, or with another value than the
//! configured one, gets 401. The service is not told the key.
#![no_std]

use core::ptr::addr_of_mut;
use core::slice;

#[link(wasm_import_module = "env")]
extern "C" {
    fn proxy_get_buffer_bytes(buffer: u32, start: usize, most: usize, data: *mut usize, size: *mut usize) -> u32;
    fn proxy_get_header_map_value(map: u32, key: *const u8, key_size: usize, data: *mut usize, size: *mut usize) -> u32;
    fn proxy_remove_header_map_value(map: u32, key: *const u8, key_size: usize) -> u32;
    fn proxy_send_local_response(
        status: u32, details: *const u8, details_size: usize, body: *const u8, size: usize, headers: *const u8, headers_size: usize, grpc: i32,
    ) -> u32;
}

const REQUEST_HEADERS: u32 = 0;
const PLUGIN_CONFIGURATION: u32 = 7;
const CONTINUE: u32 = 0;
const PAUSE: u32 = 1;
const MOST: usize = 64 << 10;
const NAME: &[u8] = b"x-key";
const WHY: &[u8] = b"no key, no answer\n";

/// The key first, to stay; behind it what the host gives, until the next callback.
static mut ARENA: [u8; MOST] = [0; MOST];
static mut USED: usize = 0;
static mut KEY: usize = 0;

#[no_mangle]
extern "C" fn proxy_abi_version_0_2_1() {}

#[no_mangle]
extern "C" fn proxy_on_memory_allocate(size: usize) -> usize {
    unsafe {
        if size > MOST - USED {
            return 0;
        }
        let at = addr_of_mut!(ARENA) as usize + USED;
        USED += size;
        at
    }
}

#[no_mangle]
extern "C" fn proxy_on_context_create(_id: u32, _parent: u32) {}

#[no_mangle]
extern "C" fn proxy_on_configure(_id: u32, size: usize) -> u32 {
    let key = given(|data, got| unsafe { proxy_get_buffer_bytes(PLUGIN_CONFIGURATION, 0, size, data, got) });
    unsafe { KEY = key.len() };
    (!key.is_empty()) as u32
}

#[no_mangle]
extern "C" fn proxy_on_request_headers(_id: u32, _count: u32, _end: u32) -> u32 {
    unsafe { USED = KEY };
    let sent = given(|data, size| unsafe { proxy_get_header_map_value(REQUEST_HEADERS, NAME.as_ptr(), NAME.len(), data, size) });
    let key = unsafe { slice::from_raw_parts(addr_of_mut!(ARENA) as *const u8, KEY) };
    if !same(sent, key) {
        unsafe { proxy_send_local_response(401, WHY.as_ptr(), 0, WHY.as_ptr(), WHY.len(), WHY.as_ptr(), 0, -1) };
        return PAUSE;
    }
    unsafe { proxy_remove_header_map_value(REQUEST_HEADERS, NAME.as_ptr(), NAME.len()) };
    CONTINUE
}

/// Takes as long wherever the first difference is.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

fn given(ask: impl FnOnce(*mut usize, *mut usize) -> u32) -> &'static [u8] {
    let (mut data, mut size) = (0, 0);
    if ask(&mut data, &mut size) != 0 || data == 0 {
        return &[];
    }
    unsafe { slice::from_raw_parts(data as *const u8, size) }
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
